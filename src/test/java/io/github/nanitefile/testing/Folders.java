package io.github.nanitefile.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Folders full of files, and what they come to. */
public final class Folders {

    private static final int BLOCK = 1 << 16;

    private Folders() {}

    /** A file of that many bytes, the same for the same seed; it appears whole. */
    public static void write(Path file, long length, long seed) throws IOException {
        Files.createDirectories(file.getParent());
        Path beside = Files.createTempFile(file.getParent().getParent(), "making", "");
        Random random = new Random(seed);
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(beside)) {
            for (long left = length; left > 0; left -= BLOCK) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(BLOCK, left));
            }
        }
        Files.move(beside, file);
    }

    /** The digest of every file below, by relative name; hidden folders left out. */
    public static Map<String, String> digests(Path folder) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (Path file : FileTree.files(folder)) {
            String name = folder.relativize(file).toString();
            if (!name.startsWith(".") && !name.contains("/.")) {
                digests.put(name, digest(file));
            }
        }
        return digests;
    }

    /** The SHA-256 of a file, in hex. */
    public static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[BLOCK];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
