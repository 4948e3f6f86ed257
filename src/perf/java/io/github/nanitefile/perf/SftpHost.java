package io.github.nanitefile.perf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server on loopback that serves its working directory, until its input ends. */
public final class SftpHost {

    static final String HOST = "127.0.0.1";
    static final String USER = "perf";

    /** What it says, followed by its port. */
    static final String READY = "Ready on port ";

    private SftpHost() {}

    /** Serves; the system property {@code perf.password} has the password. */
    public static void main(String[] args) throws IOException {
        String password = System.getProperty("perf.password");
        try (SshServer server = SshServer.setUpDefaultServer()) {
            server.setHost(HOST);
            server.setPort(0);
            server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
            server.setPasswordAuthenticator(
                    (user, given, session) -> user.equals(USER) && given.equals(password));
            server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
            server.setFileSystemFactory(new VirtualFileSystemFactory(Path.of("").toAbsolutePath()));
            CoreModuleProperties.TCP_NODELAY.set(server, true); // as OpenSSH has it
            server.start();
            System.out.println(READY + server.getPort());
            System.in.readAllBytes();
        }
    }
}
