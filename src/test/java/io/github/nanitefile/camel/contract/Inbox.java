package io.github.nanitefile.camel.contract;

import io.github.nanitefile.camel.NaniteFileConstants;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The end of a route: keeps what came. */
final class Inbox implements Processor {

    private final List<Mail> mails = new CopyOnWriteArrayList<>();

    /** One file as the route saw it. */
    record Mail(byte[] bytes, Map<String, Object> headers) {

        String name() {
            return (String) headers.get(Exchange.FILE_NAME);
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String token() {
            return (String) headers.get(NaniteFileConstants.TOKEN);
        }

        Object header(String name) {
            return headers.get(name);
        }
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        byte[] bytes = exchange.getMessage().getMandatoryBody(byte[].class);
        mails.add(new Mail(bytes, Map.copyOf(withoutNulls(exchange))));
    }

    private static Map<String, Object> withoutNulls(Exchange exchange) {
        Map<String, Object> headers = new java.util.HashMap<>(exchange.getMessage().getHeaders());
        headers.values().removeIf(java.util.Objects::isNull);
        return headers;
    }

    /** Waits until so many came. */
    List<Mail> await(int count) {
        Contract.await(count + " files").until(() -> mails.size() >= count);
        return List.copyOf(mails);
    }

    /** Waits for one and returns it. */
    Mail one() {
        return await(1).get(0);
    }

    List<Mail> all() {
        return List.copyOf(mails);
    }

    List<String> names() {
        return mails.stream().map(Mail::name).toList();
    }
}
