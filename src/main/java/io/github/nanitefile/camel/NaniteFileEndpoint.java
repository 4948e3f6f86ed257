package io.github.nanitefile.camel;

import io.github.nanitefile.camel.management.Watch;
import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Move files of any size between hosts over the RabbitMQ they already run. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "nanitefile",
        title = "Nanite File",
        syntax = "nanitefile:domain",
        category = {Category.MESSAGING, Category.FILE},
        headersClass = NaniteFileConstants.class)
public class NaniteFileEndpoint extends DefaultEndpoint {

    @UriPath(defaultValue = "global")
    @Metadata(
            description =
                    "What senders and receivers agree on: files that are sent to a domain reach its receivers. Becomes the last"
                            + " part of the routing key nanite.filepeer.DOMAIN. A consumer may name many by a"
                            + " pattern, as eu.# (see docs/clustering.md).")
    private String domain = Domains.DEFAULT;

    @UriParam private NaniteFileConfiguration configuration = new NaniteFileConfiguration();

    private Watch.WatchedEndpoint watched;

    public NaniteFileEndpoint(String uri, Component component) {
        super(uri, component);
    }

    @Override
    public NaniteFileComponent getComponent() {
        return (NaniteFileComponent) super.getComponent();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        watched = getComponent().watch().endpoint(getEndpointUri());
    }

    @Override
    protected void doStop() throws Exception {
        if (watched != null) { // else it never started, as another one could not
            watched.end();
        }
        super.doStop();
    }

    /** As it is seen from outside. */
    Watch.WatchedEndpoint watched() {
        return watched;
    }

    @Override
    public Producer createProducer() {
        return new NaniteFileProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        NaniteFileConsumer consumer = new NaniteFileConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    public String getDomain() {
        return domain;
    }

    public void setDomain(String domain) {
        this.domain = domain;
    }

    public NaniteFileConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(NaniteFileConfiguration configuration) {
        this.configuration = configuration;
    }
}
