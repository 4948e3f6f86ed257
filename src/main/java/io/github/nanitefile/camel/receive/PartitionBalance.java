package io.github.nanitefile.camel.receive;

import io.github.nanitefile.amqp.BrokerConnection;
import io.github.nanitefile.amqp.BrokerException;
import io.github.nanitefile.amqp.RollCall;
import io.github.nanitefile.camel.thread.OwnerThread;
import io.github.nanitefile.log.LogLines;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second whether other members of the group lack what we have too much of, and then
 * gives a partition up, as {@link FairShare} says. All on a thread of its own, since it asks the
 * broker and waits for the partitions' owners.
 */
final class PartitionBalance {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionBalance.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final int LOOKS_BEFORE_WARNING = 3;

    private final String domain;
    private final BrokerConnection connection;
    private final List<QueueReceiver> partitions;
    private final FairShare share;
    private final OwnerThread owner;
    private boolean suspended;
    private RollCall roll;
    private int failures;

    private PartitionBalance(
            CamelContext context,
            String domain,
            BrokerConnection connection,
            List<QueueReceiver> partitions) {
        this.domain = domain;
        this.connection = connection;
        this.partitions = partitions;
        this.share = new FairShare(partitions.size());
        this.owner = new OwnerThread(context, "NaniteFilePartitions");
    }

    static PartitionBalance start(
            CamelContext context,
            String domain,
            BrokerConnection connection,
            List<QueueReceiver> partitions) {
        PartitionBalance balance = new PartitionBalance(context, domain, connection, partitions);
        balance.owner.execute(balance::look);
        balance.owner.every(LOOK_MILLIS, balance::look);
        return balance;
    }

    /** Is no member for others from now on. Any thread. */
    void suspend() {
        owner.execute(
                () -> {
                    suspended = true;
                    leave();
                });
    }

    /** Any thread. */
    void resume() {
        owner.execute(() -> suspended = false);
    }

    void stop() {
        owner.stop(this::leave, () -> {});
    }

    private void look() {
        if (suspended || partitions.stream().anyMatch(QueueReceiver::isAway)) {
            leave(); // else others would keep a share for us that we cannot take
            failures = 0;
            return;
        }
        try {
            takePart();
            Set<Integer> active = active();
            // Who has one or none need not ask: no share is smaller.
            int members = active.size() < 2 ? 1 : roll.members();
            failures = 0;
            giveUpOneOf(share.look(members, active), members);
        } catch (BrokerException e) {
            sayIfItLasts(e);
            leave();
        } catch (IOException e) {
            LOG.debug("A partition's owner, or the disk, says for itself what holds it up", e);
        }
    }

    /** Where the connection is lost the partitions will say so, and then are away. */
    private void sayIfItLasts(BrokerException cause) {
        failures++;
        if (failures == LOOKS_BEFORE_WARNING) {
            LOG.warn(LogLines.MEMBERS_UNKNOWN, domain, cause.getMessage());
        }
    }

    private void takePart() throws BrokerException {
        if (roll == null || !roll.isOpen()) {
            leave();
            roll = RollCall.open(connection, partitions.get(0).queue());
        }
    }

    private void leave() {
        if (roll != null) {
            roll.close();
            roll = null;
        }
    }

    private Set<Integer> active() {
        Set<Integer> active = new TreeSet<>();
        for (int i = 0; i < partitions.size(); i++) {
            if (partitions.get(i).isServed()) {
                active.add(i);
            }
        }
        return active;
    }

    private void giveUpOneOf(List<Integer> candidates, int members) throws IOException {
        for (int candidate : candidates) {
            QueueReceiver partition = partitions.get(candidate);
            if (partition.yieldQueue(() -> sayThatItIsLeft(partition, members))) {
                return;
            }
        }
    }

    /** Any thread. */
    private static void sayThatItIsLeft(QueueReceiver partition, int members) {
        LOG.info(LogLines.PARTITION_GIVEN_UP, partition.queue().name(), members);
    }
}
