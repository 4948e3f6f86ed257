package io.github.nanitefile.camel.management;

import io.github.nanitefile.camel.ForPeople;
import io.github.nanitefile.transfer.FailureKind;
import io.github.nanitefile.transfer.Transfer;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** Tables as every JMX console shows them. */
final class OpenTables {

    private static final String[] TRANSFER = {
        "token", "direction", "domain", "name", "bytes", "length", "percent", "waiting", "seconds"
    };
    private static final OpenType<?>[] TRANSFER_TYPES = {
        SimpleType.STRING,
        SimpleType.STRING,
        SimpleType.STRING,
        SimpleType.STRING,
        SimpleType.LONG,
        SimpleType.LONG,
        SimpleType.INTEGER,
        SimpleType.BOOLEAN,
        SimpleType.LONG
    };
    private static final String[] FAILURE = {"reason", "transfers"};
    private static final OpenType<?>[] FAILURE_TYPES = {SimpleType.STRING, SimpleType.LONG};

    private OpenTables() {}

    /** An empty table, a row for each transfer of one direction. */
    static TabularData transfers() throws OpenDataException {
        return new TabularDataSupport(
                new TabularType(
                        "transfers",
                        "Transfers under way",
                        row("transfer", TRANSFER, TRANSFER_TYPES),
                        new String[] {"token", "direction"}));
    }

    /** An empty table, a row for each reason. */
    static TabularData failures() throws OpenDataException {
        return new TabularDataSupport(
                new TabularType(
                        "failures",
                        "Failed transfers by reason",
                        row("failure", FAILURE, FAILURE_TYPES),
                        new String[] {"reason"}));
    }

    private static CompositeType row(String name, String[] names, OpenType<?>[] types)
            throws OpenDataException {
        return new CompositeType(name, name, names, names, types);
    }

    /**
     * Two consumers of one endpoint may be at the same transfer one after the other: the first
     * counts.
     */
    static void addTransfer(TabularData table, TransferProgress one) throws OpenDataException {
        Transfer transfer = one.transfer();
        CompositeDataSupport row =
                new CompositeDataSupport(
                        table.getTabularType().getRowType(),
                        TRANSFER,
                        new Object[] {
                            transfer.token().value(),
                            transfer.direction().label(),
                            transfer.domain(),
                            ForPeople.name(transfer.name()),
                            one.bytes(),
                            transfer.length(),
                            one.percent(),
                            one.waiting(),
                            one.age().toSeconds()
                        });
        if (!table.containsKey(table.calculateIndex(row))) {
            table.put(row);
        }
    }

    static void addFailure(TabularData table, FailureKind kind, long count)
            throws OpenDataException {
        table.put(
                new CompositeDataSupport(
                        table.getTabularType().getRowType(),
                        FAILURE,
                        new Object[] {kind.label(), count}));
    }
}
