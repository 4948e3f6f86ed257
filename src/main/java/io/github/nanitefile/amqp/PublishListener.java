package io.github.nanitefile.amqp;

/** Is told what becomes of published messages, on the connection's thread. */
public interface PublishListener {

    /** The broker has taken the message of that number, or all up to it. */
    void confirmed(long number, boolean multiple);

    /** The broker refuses the message of that number, or all up to it. */
    void refused(long number, boolean multiple);

    /** The channel is gone, though nobody here closed it. */
    void lost(BrokerException cause);
}
