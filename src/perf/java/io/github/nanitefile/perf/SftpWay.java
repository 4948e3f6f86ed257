package io.github.nanitefile.perf;

import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** {@code file:} to {@code sftp:}, with {@link SftpHost} at the other end: no broker at all. */
final class SftpWay implements Way {

    private static final String SEND =
            "<route><from uri=\"%s\"/><to uri=\"sftp:%s@%s:%s/out/1?password=RAW({{perf.password}})"
                    // Else it lists the directory for every file, all those before it as well.
                    + "&amp;fastExistsCheck=true"
                    + "&amp;useUserKnownHostsFile=false&amp;stepwise=false"
                    + "&amp;tempPrefix=.part-\"/></route>";

    private final String password = UUID.randomUUID().toString();
    private String port;

    @Override
    public String name() {
        return "sftp";
    }

    @Override
    public String heap() {
        return "256m";
    }

    @Override
    public Jvm startReceiver(CamelHost host) throws IOException, InterruptedException {
        Jvm jvm =
                new Jvm(
                        host.receiving(),
                        heap(),
                        List.of("perf.password=" + password),
                        SftpHost.class.getName());
        port = jvm.await(SftpHost.READY, CamelHost.PATIENCE).text().replaceAll("\\D", "");
        return jvm;
    }

    @Override
    public Jvm startSender(CamelHost host) throws IOException, InterruptedException {
        String take = CamelHost.TAKE.formatted(1);
        String routes = SEND.formatted(take, SftpHost.USER, SftpHost.HOST, port);
        return host.startSender(routes, List.of("perf.password=" + password));
    }

    @Override
    public List<String> queues() {
        return List.of();
    }
}
