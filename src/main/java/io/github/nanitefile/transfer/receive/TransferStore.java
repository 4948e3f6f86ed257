package io.github.nanitefile.transfer.receive;

import io.github.nanitefile.packet.Token;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the bytes of received files are until the route is done with them. The transfer floor says
 * what is kept; the store knows how. Used by one thread, that of the receiver that owns it.
 */
public interface TransferStore {

    /**
     * Opens a place for a new transfer's bytes. Nothing of it survives a crash until it is spilled.
     *
     * @throws IOException if there is no room or no permission; says where and what to do
     */
    GrowingFile create(Token token) throws IOException;

    /**
     * Why the disk has no room for so many more bytes now, as a sentence that says what to do;
     * empty if it has, as far as it shows.
     */
    Optional<String> full(long bytes);

    /** Why there can never be room for a file of that length, as a clause; empty if there can. */
    Optional<String> tooLarge(long length);

    /**
     * Hands what was added to files to the operating system: until then it may be gathered, so that
     * the disk is written to once for several chunks. Called when no more is at hand.
     */
    void flush() throws IOException;

    /**
     * Spills transfers: forces their bytes to disk and records their state, all in one group
     * commit. When this returns, every one of them would be {@link #recover() recovered} after a
     * crash, with the length that it has now.
     *
     * @throws IOException if the disk did not take them; then none of them may be acknowledged
     */
    void spill(Collection<TransferState> transfers) throws IOException;

    /**
     * Tries whether something can be written now.
     *
     * @throws IOException if not; says why and what to do
     */
    void checkWritable() throws IOException;

    /**
     * Finished files that earlier owners of this store had spilled and the route had not ended.
     * Each is taken over by this owner. Called at the start, and now and then: owners may die
     * later.
     */
    List<TransferState> recover() throws IOException;

    /**
     * The unfinished transfer of that name that somebody had spilled and nobody has any more, cut
     * back to the length that was recorded; it is this owner's from now on. Of several that of the
     * latest attempt, of these the longest; the others are gone.
     */
    Optional<TransferState> claim(TransferId id) throws IOException;

    /**
     * The same for a transfer that begins, of which there is none in all likelihood. What an owner
     * had that died may be missed until the next {@link #recover}; then it is left over, since all
     * of the transfer comes anew.
     */
    Optional<TransferState> claimParked(TransferId id) throws IOException;

    /**
     * Whether another owner of this store, which lives, has spilled a part of the transfer: it may
     * yet let go of it.
     */
    boolean isElsewhere(TransferId id) throws IOException;

    /** Whether there is another owner of this store, who may be the one that packets go to. */
    boolean isShared() throws IOException;

    /**
     * Lets go of spilled, unfinished transfers: whoever is given their next packet may {@link
     * #claim} them. Their files must not be used any more.
     *
     * @throws IOException if the disk did not do it; those that could not be parked are there still
     *     after the next start of this owner
     */
    void park(Collection<TransferState> transfers) throws IOException;

    /**
     * Lets go of a transfer whose bytes cannot be read, and keeps what there is of it for people,
     * whom it tells where. Nobody will claim it any more.
     */
    void setAside(TransferState transfer, IOException why) throws IOException;

    /** The unfinished transfers that nobody has: those that could be claimed. */
    Set<TransferId> parked() throws IOException;
}
