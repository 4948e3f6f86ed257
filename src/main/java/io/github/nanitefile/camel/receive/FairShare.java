package io.github.nanitefile.camel.receive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * When a member of a group gives partitions up so that the others have their share. The broker
 * gives each partition to the member that came first, and so all of them to the same, and passes
 * one that is given up to the member that waits for it longest.
 *
 * <p>A share is the number of partitions divided by that of members, rounded up. Who has more gives
 * up the partition that came last: one that finds its next member with enough is passed on from
 * there, until it comes to one that has room. Who has no more than a share keeps all, so that this
 * comes to an end. No clock and no thread: owned by who looks, in equal intervals.
 */
final class FairShare {

    /** Members often come and go several at a time. */
    static final int PATIENCE = 3;

    private final int partitions;
    private final Set<Integer> given = new LinkedHashSet<>();
    private int tooMany;

    FairShare(int partitions) {
        this.partitions = partitions;
    }

    /**
     * Takes a look.
     *
     * @param members how many members there are, this one included
     * @param active the partitions that are given to this one
     * @return which partitions may go, the best first, of which one is to be given up; none if all
     *     are to be kept
     */
    List<Integer> look(int members, Set<Integer> active) {
        given.retainAll(active);
        given.addAll(active);
        tooMany = given.size() > share(members) ? tooMany + 1 : 0;
        if (tooMany < PATIENCE) {
            return List.of();
        }
        tooMany = 0;
        List<Integer> lastFirst = new ArrayList<>(given);
        Collections.reverse(lastFirst);
        return lastFirst;
    }

    private int share(int members) {
        return members < 1 ? partitions : (partitions + members - 1) / members;
    }
}
