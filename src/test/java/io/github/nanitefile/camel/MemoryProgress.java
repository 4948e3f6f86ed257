package io.github.nanitefile.camel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;

/** Keeps progress in memory: Camel's own is in another package on each of its lines. */
public final class MemoryProgress extends ServiceSupport
        implements StateRepository<String, String> {

    private final Map<String, String> states = new ConcurrentHashMap<>();

    /** All of it. */
    public Map<String, String> states() {
        return Map.copyOf(states);
    }

    @Override
    public void setState(String key, String value) {
        states.put(key, value);
    }

    @Override
    public String getState(String key) {
        return states.get(key);
    }

    @Override
    protected void doStart() {
        // nothing to do
    }

    @Override
    protected void doStop() {
        // what is kept stays
    }
}
