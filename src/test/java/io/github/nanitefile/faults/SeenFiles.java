package io.github.nanitefile.faults;

import java.io.File;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/** An idempotent repository whose file is named by text: beans of properties know no files. */
public final class SeenFiles extends FileIdempotentRepository {

    /** Where it is kept. */
    public void setPath(String path) {
        setFileStore(new File(path));
    }
}
