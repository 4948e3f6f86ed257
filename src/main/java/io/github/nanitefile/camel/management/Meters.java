package io.github.nanitefile.camel.management;

import io.github.nanitefile.transfer.FailureKind;
import java.time.Duration;

/** Where the transfers of one side are measured, beside its {@link TransferBook}. */
interface Meters {

    /** A measurement that goes on while a transfer is open. */
    interface Running {

        void stop();
    }

    /** For where nobody measures. */
    Meters NONE =
            new Meters() {
                @Override
                public Running open() {
                    return () -> {};
                }

                @Override
                public void bytes(long more) {}

                @Override
                public void completed(Duration took) {}

                @Override
                public void failed(FailureKind kind, Duration took) {}
            };

    /** A transfer has begun. */
    Running open();

    /** So many more bytes went through. */
    void bytes(long more);

    void completed(Duration took);

    void failed(FailureKind kind, Duration took);
}
