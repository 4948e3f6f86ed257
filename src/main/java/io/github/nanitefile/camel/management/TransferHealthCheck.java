package io.github.nanitefile.camel.management;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether files can come or go now: a readiness check, since what is wrong does not end by a
 * restart.
 */
final class TransferHealthCheck extends AbstractHealthCheck {

    private static final String GROUP = "camel";

    private final Readiness readiness;
    private final Map<String, Object> details;

    TransferHealthCheck(String id, Map<String, Object> details, Readiness readiness) {
        super(GROUP, id);
        this.details = details;
        this.readiness = readiness;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        details.forEach(builder::detail);
        String trouble = readiness.trouble();
        if (trouble == null) {
            builder.up();
        } else {
            builder.message(trouble).down();
        }
    }
}
