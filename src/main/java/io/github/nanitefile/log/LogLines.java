package io.github.nanitefile.log;

import org.slf4j.helpers.MessageFormatter;

/**
 * Every line that is logged at INFO or above, each with an id that stays. What to do about each is
 * in docs/operations.md, which a test holds to this class.
 *
 * <p>The first digit says of what a line is: 1 connections, sending and security, 2 transfers, 3
 * receiving, 4 the spool, 5 the component itself.
 */
public final class LogLines {

    public static final String BROKER_BLOCKS =
            "{} blocks publishing, for a memory or disk alarm ({}): sending goes on when it "
                    + "no longer does [NANITE-101]";

    public static final String BROKER_BLOCKS_NO_MORE =
            "{} no longer blocks publishing: sending goes on [NANITE-102]";

    public static final String EXCHANGE_AS_IT_STANDS =
            "Exchange '{}' at {} exists with other properties than exchangeDurable={} asks "
                    + "for, and is used as it stands ({}) [NANITE-103]";

    public static final String RECEIPT_PASSED_OVER =
            "{} at {}: a message is passed over: {} [NANITE-104]";

    public static final String CONNECTION_SOURCE = "Files go through {}, from {} [NANITE-110]";

    public static final String STANDS_STILL =
            "{} stands still, and goes on by itself: {} [NANITE-120]";

    public static final String NO_THREAD =
            "{} stands still, and is tried again by itself: there is no thread to open a "
                    + "channel with; raise the limit of threads or memory [NANITE-121]";

    public static final String GOES_ON = "{} goes on [NANITE-122]";

    public static final String OPENING_FAILED =
            "{} stands still, and is tried again by itself: opening a channel met something "
                    + "that should not happen; see to memory and class path, and report it if it stays "
                    + "[NANITE-123]";

    public static final String SOURCE_STAYS_OPEN =
            "The source of '{}' (token {}) could not be closed after it was read; it may "
                    + "stay open until this process ends [NANITE-124]";

    public static final String SIGNED_AS =
            "Files to domain '{}' are signed as '{}' and {} [NANITE-130]";

    public static final String NOBODY_TRUSTED =
            "secureKey is set for domain '{}' and secureTrusted is not: signed messages are "
                    + "rejected. Set secureTrusted to the certificates of the senders [NANITE-131]";

    public static final String BEGINS = "{}{} [NANITE-201]";

    public static final String RESUMED =
            "Going on receiving {}: {} of {} are here already [NANITE-202]";

    public static final String STARTS_OVER = "Sending {} starts over: {} [NANITE-203]";

    public static final String WAITING = "{} has to wait: {} [NANITE-204]";

    public static final String ON_ITS_WAY = "{} {}: {} [NANITE-205]";

    public static final String DONE = "{} {}: {} [NANITE-206]";

    public static final String NOT_RECEIVED = "Could not receive {}: {} [NANITE-207]";

    public static final String WORN_OUT =
            "Messages of {} were delivered {} times in vain, and a quorum queue gives a message up "
                    + "when its x-delivery-limit is reached (20 on RabbitMQ 4). What is here is forced "
                    + "to disk now, and so is safe. See why connections are lost, or why the route "
                    + "fails with onFailure=requeue [NANITE-208]";

    public static final String NOTIFIER_FAILED = "An event notifier failed on: {} [NANITE-210]";

    public static final String UNREADABLE = "{}. It is rejected, {} [NANITE-301]";

    public static final String UNREADABLE_MORE =
            "{}. With it {} more were rejected, {} [NANITE-302]";

    public static final String RECEIVING_AGAIN =
            "Files of domain '{}' come through queue '{}' again [NANITE-303]";

    public static final String SUSPENDED_WITH_FILES =
            "The route of domain '{}' is suspended, but finished files wait for it in the "
                    + "spool {} ({} of queue '{}'): resume it, or stop it, so that a member of the "
                    + "group that shares spoolDirectory takes them [NANITE-304]";

    public static final String PARKING_FAILED =
            "What has come in of unfinished files of domain '{}' stays where it is until the "
                    + "route starts again: {} [NANITE-305]";

    public static final String DO_NOT_COME_IN =
            "Files of domain '{}' do not come in: {}. The broker keeps them; trying again in {} ms "
                    + "[NANITE-306]";

    public static final String PARTITION_GIVEN_UP =
            "Partition '{}' is left to another of {} members, for each to have its share "
                    + "[NANITE-307]";

    public static final String MEMBERS_UNKNOWN =
            "Partitions of domain '{}' stay as they are, since the members cannot be counted: {}. "
                    + "Trying again every second [NANITE-308]";

    public static final String NAME_TAKEN =
            "'{}' from domain '{}' (token {}) is dropped: the name is taken and "
                    + "fileExist=Ignore [NANITE-310]";

    public static final String DELIVERED_ELSEWHERE =
            "{} has been through the route of another member meanwhile [NANITE-311]";

    public static final String SECOND_NAME_STAYS =
            "{} could not be removed after the route was done with it; it goes when the "
                    + "consumer starts next [NANITE-312]";

    public static final String REPOSITORY_SILENT =
            "{} does not go to the route yet: {}. It is tried again in {} ms [NANITE-313]";

    public static final String KEEPING_FAILED = "{}; it comes again instead [NANITE-314]";

    public static final String FILE_KEPT =
            "{} was not delivered ({}). The file is kept in {}: to hand it over again, "
                    + "move that folder to {} [NANITE-315]";

    public static final String FILE_COMES_AGAIN =
            "{} was not delivered ({}). It comes again in {} ms [NANITE-316]";

    public static final String FILE_REJECTED =
            "{} was not delivered ({}). Its messages are rejected: they are in the queue's "
                    + "dead-letter exchange, if it has one [NANITE-317]";

    public static final String NOT_REMEMBERED =
            "{} went through the route, but the idempotentRepository did not take note of "
                    + "it: it may come once more [NANITE-318]";

    public static final String RECEIPTS_DROPPED =
            "Very many receipts for failed files of domain '{}' wait for {} to take them. "
                    + "The oldest are dropped, and their senders wait in vain: see that the broker has "
                    + "no alarm, and that this user may write to amq.default there [NANITE-319]";

    public static final String RECEIPTS_NOT_SENT =
            "Receipts for files of domain '{}' cannot be sent: {}. The messages of files that are "
                    + "whole stay unacknowledged; trying again in {} ms [NANITE-320]";

    public static final String STREAM_FORGOT =
            "Stream '{}' does not have what comes after offset {} any more: it begins at {}, "
                    + "and files that were sent before are lost to group '{}'. Let the stream keep "
                    + "more, or read it sooner [NANITE-330]";

    public static final String PROGRESS_NOT_KEPT =
            "How far group '{}' has read stream '{}' is not kept: {}. It is tried again; a "
                    + "restart before then reads files again [NANITE-331]";

    public static final String STREAM_IS_ANOTHER =
            "Stream '{}' has no message {}, which was the last that was read: it seems to have "
                    + "been deleted and declared anew, so group '{}' reads it from its beginning "
                    + "[NANITE-332]";

    public static final String FILE_DAMAGED =
            "A received file cannot be recovered after a restart; what there is of it is now "
                    + "in {} [NANITE-401]";

    public static final String TAKE_OVER_FAILED =
            "{} cannot be taken over; it is tried again [NANITE-402]";

    public static final String NOT_REMOVED =
            "Cannot remove {}; if it stays, it is taken up again [NANITE-403]";

    public static final String NOT_IN_JMX =
            "{} '{}' is not in JMX; everything else works: {} [NANITE-501]";

    public static final String OWNER_CUT_OFF =
            "{} is held up, by the broker or a repository, and is cut off after {} s: what "
                    + "it had under way fails, or comes again [NANITE-502]";

    public static final String OWNER_FAILED =
            "{} met something that should not happen; please report it [NANITE-503]";

    private LogLines() {}

    /** A line for an exception handler of the user's, which logs it. */
    public static String filled(String line, Object... values) {
        return MessageFormatter.arrayFormat(line, values).getMessage();
    }
}
