package io.github.nanitefile.faults;

/** What a fault may take away. What is sent after it always has to arrive. */
enum Promise {
    /** Nothing. */
    EVERY_FILE {
        @Override
        boolean allows(Loss loss) {
            return false;
        }
    },

    /** Whatever was under way, if somebody's log says so. */
    LOST_WITH_A_REASON {
        @Override
        boolean allows(Loss loss) {
            return loss.sentBefore() && loss.reason();
        }
    },

    /** What was in the queue of the group whose queue was deleted. */
    LOST_WITH_ITS_QUEUE {
        @Override
        boolean allows(Loss loss) {
            return loss.sentBefore() && loss.group().equals(Stage.NORTH);
        }
    };

    abstract boolean allows(Loss loss);

    /**
     * A file that is nowhere any more and not where it should be.
     *
     * @param sentBefore whether it was dropped into in/ before the fault
     * @param reason whether a warning of a receiver names it or its transfer
     */
    record Loss(String group, String file, boolean sentBefore, boolean reason) {

        @Override
        public String toString() {
            return file + " of group " + group + (reason ? ", with" : ", without") + " a reason";
        }
    }
}
