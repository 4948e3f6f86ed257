package io.github.nanitefile.spool.faults;

import static io.github.nanitefile.spool.faults.FaultyDisk.unwrap;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hands every call on to the real file system, after {@link FaultyDisk} was asked. */
final class FaultyProvider extends FileSystemProvider {

    private final FaultyFileSystem fileSystem;
    private final FaultyDisk disk;

    FaultyProvider(FaultyFileSystem fileSystem, FaultyDisk disk) {
        this.fileSystem = fileSystem;
        this.disk = disk;
    }

    private static FileSystemProvider provider(Path path) {
        return unwrap(path).getFileSystem().provider();
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        disk.step("open " + path);
        boolean there = FaultyDisk.exists(unwrap(path));
        FileChannel channel = FileChannel.open(unwrap(path), options, attributes);
        if (!there) {
            disk.named(unwrap(path));
            disk.created(unwrap(path));
        }
        return new FaultyChannel(disk, unwrap(path), channel);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
            Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
        disk.step("list " + folder);
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(unwrap(folder))) {
            stream.forEach(entry -> entries.add(new FaultyPath(fileSystem, entry)));
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return entries.iterator();
            }

            @Override
            public void close() {
                entries.clear();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        disk.step("create folder " + folder);
        provider(folder).createDirectory(unwrap(folder), attributes);
        disk.named(unwrap(folder));
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        disk.step("link " + link);
        disk.link(link);
        provider(link).createLink(unwrap(link), unwrap(existing));
        disk.named(unwrap(link));
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.step("delete " + path);
        provider(path).delete(unwrap(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        disk.step("move " + source + " to " + target);
        provider(source).move(unwrap(source), unwrap(target), options);
        disk.named(unwrap(target));
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        disk.step("compare " + one);
        return provider(one).isSameFile(unwrap(one), unwrap(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return provider(path).isHidden(unwrap(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        disk.step("look at the disk of " + path);
        return disk.room(provider(path).getFileStore(unwrap(path)));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        disk.step("look at " + path);
        provider(path).checkAccess(unwrap(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return provider(path).getFileAttributeView(unwrap(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
            Path path, Class<A> type, LinkOption... options) throws IOException {
        disk.step("look at " + path);
        return provider(path).readAttributes(unwrap(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
            throws IOException {
        disk.step("look at " + path);
        return provider(path).readAttributes(unwrap(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }
}
