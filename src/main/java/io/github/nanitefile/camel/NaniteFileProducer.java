package io.github.nanitefile.camel;

import io.github.nanitefile.amqp.BrokerException;
import io.github.nanitefile.camel.management.Side;
import io.github.nanitefile.camel.management.TransferBook;
import io.github.nanitefile.camel.security.SecureOptions;
import io.github.nanitefile.camel.send.ExchangeSender;
import io.github.nanitefile.camel.send.Outbound;
import io.github.nanitefile.packet.PacketWriter;
import io.github.nanitefile.transfer.Transfer.Direction;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.util.ObjectHelper;

/**
 * Sends the body of each exchange as a file. The exchange goes on when the broker has confirmed all
 * of it.
 */
public class NaniteFileProducer extends DefaultAsyncProducer {

    private final NaniteFileEndpoint endpoint;
    private ExchangeSender sender;
    private Side side;

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
        Outbound outbound = endpoint.getComponent().outbound(options);
        TransferBook book =
                endpoint.getComponent()
                        .watch()
                        .book(Direction.SENDING, endpoint.getDomain(), outbound.listener());
        try {
            sender = new ExchangeSender(endpoint.getDomain(), options, writer, outbound, book);
        } catch (BrokerException e) {
            throw new BrokerException(
                    "Files cannot be sent to domain '"
                            + endpoint.getDomain()
                            + "': "
                            + e.getMessage(),
                    e);
        }
        side =
                endpoint.watched()
                        .add(
                                Direction.SENDING,
                                endpoint.getDomain()
                                        + "("
                                        + ObjectHelper.getIdentityHashCode(this)
                                        + ")",
                                List.of(book),
                                outbound::window,
                                outbound::cancel);
    }

    @Override
    protected void doStop() throws Exception {
        if (side != null) {
            endpoint.watched().remove(side);
            side = null;
        }
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return sender.send(exchange, callback);
    }
}
