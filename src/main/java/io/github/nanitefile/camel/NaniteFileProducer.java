package io.github.nanitefile.camel;

import io.github.nanitefile.amqp.BrokerException;
import io.github.nanitefile.camel.security.SecureOptions;
import io.github.nanitefile.camel.send.ExchangeSender;
import io.github.nanitefile.packet.PacketWriter;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Sends the body of each exchange as a file. The exchange goes on when the broker has confirmed all
 * of it.
 */
public class NaniteFileProducer extends DefaultAsyncProducer {

    private final NaniteFileEndpoint endpoint;
    private ExchangeSender sender;

    public NaniteFileProducer(NaniteFileEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        NaniteFileConfiguration options = endpoint.getConfiguration();
        OptionRules.checkProducer(options);
        PacketWriter writer =
                SecureOptions.sending(endpoint.getCamelContext(), endpoint.getDomain(), options)
                        .writer(options.getFormat());
        try {
            sender =
                    new ExchangeSender(
                            endpoint.getDomain(),
                            options,
                            writer,
                            endpoint.getComponent().outbound(options));
        } catch (BrokerException e) {
            throw new BrokerException(
                    "Files cannot be sent to domain '"
                            + endpoint.getDomain()
                            + "': "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return sender.send(exchange, callback);
    }
}
