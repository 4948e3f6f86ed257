package io.github.nanitefile.camel;

import com.rabbitmq.client.ConnectionFactory;
import io.github.nanitefile.spool.FileExist;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

/** The options of endpoint and component. Sizes are in bytes, times in milliseconds. */
@UriParams
@Configurer
public class NaniteFileConfiguration implements Cloneable {

    @UriParam(label = "connection")
    @Metadata(
            description =
                    "The broker's nodes, host:port with commas between them, which each connection tries in an order of its"
                            + " own. 'embedded:' starts a broker inside this JVM, for demos and tests only ('embedded:5673' on that port); it needs the qpid-broker artifacts"
                            + " and forgets everything when it stops. Without this option a ConnectionFactory in the registry or a"
                            + " configured rabbitmq or spring-rabbitmq component is used, and else localhost:5672.")
    private String addresses;

    @UriParam(label = "connection")
    @Metadata(description = "The virtual host. RabbitMQ's own default is /.")
    private String virtualHost;

    @UriParam(label = "connection,security", secret = true)
    @Metadata(description = "The user. RabbitMQ's own default is guest.")
    private String username;

    @UriParam(label = "connection,security", secret = true)
    @Metadata(description = "The user's password. RabbitMQ's own default is guest.")
    private String password;

    @UriParam(label = "connection,security")
    @Metadata(
            description =
                    "Connects with TLS, to port 5671 unless addresses says another: the trust store says which brokers'"
                            + " certificates are accepted, the key store has our own, where the broker asks for one.")
    private SSLContextParameters sslContextParameters;

    @UriParam(label = "connection,security", defaultValue = "PLAIN", enums = "PLAIN,EXTERNAL")
    @Metadata(
            description =
                    "How the broker knows who we are: PLAIN by username and password, EXTERNAL by the certificate in the key"
                            + " store of sslContextParameters, without username and password. EXTERNAL takes the broker's plugin"
                            + " rabbitmq_auth_mechanism_ssl.")
    private String saslMechanism = "PLAIN";

    @UriParam(label = "connection,security,advanced", defaultValue = "true")
    @Metadata(
            description =
                    "Whether the certificate of a broker to which sslContextParameters connects has to be for the host name"
                            + " in addresses.")
    private boolean hostnameVerification = true;

    @UriParam(label = "connection")
    @Metadata(
            description =
                    "A RabbitMQ ConnectionFactory to connect with. One in the registry is taken by itself. It is copied, and"
                            + " connections are opened without its automatic recovery.",
            autowired = true)
    private ConnectionFactory connectionFactory;

    @UriParam(label = "connection,advanced", defaultValue = "true")
    @Metadata(
            description =
                    "Whether the exchange 'file broadcast' is declared durable, if this side is the first to declare it. Set it"
                            + " to false where Ruby's Nanite peers may come second: they declare it non-durable and are refused"
                            + " otherwise; bindings of such an exchange are lost when the broker restarts, until the receivers are"
                            + " back. An exchange that exists is used as it stands.")
    private boolean exchangeDurable = true;

    @UriParam(label = "connection,advanced", defaultValue = "true")
    @Metadata(
            description =
                    "Whether exchange, queue and binding are declared. Set it to false for a user who may not, where somebody else"
                            + " declares them; what is missing is then named. The private queue for receipts is declared all the"
                            + " same. See docs/clustering.md.")
    private boolean declare = true;

    @UriParam(label = "producer", defaultValue = "16384")
    @Metadata(
            description =
                    "The most bytes of a file in one message, 1 to 4194304. The oldest Nanite peers take no message above 131064"
                            + " bytes. Larger chunks go faster: see docs/performance.md.")
    private int chunkSize = 16384;

    @UriParam(label = "producer", defaultValue = "marshal", enums = "marshal,json,yaml,secure")
    @Metadata(
            description =
                    "How packets are written: marshal, json, yaml or secure. On receipt every format is recognised by itself.")
    private String format = "marshal";

    @UriParam(label = "producer", defaultValue = "60000", javaType = "java.time.Duration")
    @Metadata(
            description =
                    "How long a transfer may make no progress (no byte from its source, no confirm from the broker) before it"
                            + " fails, in milliseconds. No limit to how long it takes as a whole. The time while the broker blocks the"
                            + " connection does not count. Receivers are told to wait as long.")
    private long idleTimeout = 60_000;

    @UriParam(label = "producer,advanced", defaultValue = "continue", enums = "continue,restart")
    @Metadata(
            description =
                    "What to do when the connection is lost while a file is sent: continue repeats what the broker may not have got,"
                            + " and receivers drop what comes twice. Plain Nanite receivers cannot: restart sends the file from its"
                            + " beginning under a new token instead.")
    private String resume = "continue";

    @UriParam(label = "producer", defaultValue = "0")
    @Metadata(
            description =
                    "How many groups have to report that they have the file, placed and verified, and that their route is done with"
                            + " it, before the exchange goes on. Without that many the exchange fails when no report came for"
                            + " idleTimeout, and says who has the file and who has not. 0 waits for the broker alone.")
    private int receipts;

    @UriParam(label = "consumer", defaultValue = "camel")
    @Metadata(
            description =
                    "The receivers that share one copy of each file, one at a time, the others standing by. Another group gets a"
                            + " copy of its own.")
    private String group = "camel";

    @UriParam(label = "consumer")
    @Metadata(
            description =
                    "Whether this consumer gets a copy of its own of what is sent while it is connected, through a private queue"
                            + " that goes with its connection.")
    private boolean broadcast;

    @UriParam(label = "consumer,advanced")
    @Metadata(
            description =
                    "The queue to use instead of nanitefile:DOMAIN:GROUP. Never one that Nanite peers read too (filesDOMAIN): two"
                            + " receivers on one queue tear files apart.")
    private String queue;

    @UriParam(label = "consumer", defaultValue = "1")
    @Metadata(
            description =
                    "Into how many queues the files of the group are parted, each file whole in one of them, so that as many members"
                            + " may receive at once, 1 to 255. All members have to name the same number. Needs RabbitMQ's plugin"
                            + " rabbitmq_consistent_hash_exchange. 1 for the one queue nanitefile:DOMAIN:GROUP.")
    private int partitions = 1;

    @UriParam(label = "consumer", defaultValue = "classic", enums = "classic,quorum,stream")
    @Metadata(
            description =
                    "The type of the queue, if it is declared here: classic, quorum or stream. A stream, nanitefile:DOMAIN, keeps what was sent, for receivers"
                            + " that come later too: every group reads all of it, and every consumer is a group of its own. See"
                            + " docs/clustering.md.")
    private String queueType = "classic";

    @UriParam(label = "consumer", defaultValue = "first")
    @Metadata(
            description =
                    "Where a group begins that has not read the stream before, with queueType=stream: first (all that the stream"
                            + " still has), last (what was stored last), next (what is sent from now on), the number of a message, or"
                            + " a time such as 2026-11-28T08:00:00Z.")
    private String streamOffset = "first";

    @UriParam(label = "consumer,advanced")
    @Metadata(
            description =
                    "Keeps how far each group has read the stream, with queueType=stream. A file in spoolDirectory by default.")
    private StateRepository<String, String> offsetRepository;

    @UriParam(label = "consumer,advanced", prefix = "arg.queue.", multiValue = true)
    @Metadata(
            description =
                    "Further arguments of the queue, if it is declared here, such as"
                            + " arg.queue.x-dead-letter-exchange=failed. RabbitMQ compares them with those of a queue that exists."
                            + " x-expires, x-message-ttl, x-max-length and x-max-length-bytes lose files that are not received in"
                            + " time.")
    private Map<String, Object> queueArgs;

    @UriParam(label = "consumer,advanced", defaultValue = "1000")
    @Metadata(
            description =
                    "How many messages may be unacknowledged at once, 1 to 65535. When half of them are, transfers are forced to"
                            + " the spool's disk and acknowledged. Of those that wait for this, 8 MiB are in memory at most,"
                            + " however large their chunks.")
    private int prefetchCount = 1000;

    @UriParam(label = "consumer")
    @Metadata(
            description =
                    "Puts finished files into this directory under their destination, atomically, before the route gets them."
                            + " Nanite's write: true. Without it the file is in the spool and goes when the route is done.")
    private String directory;

    @UriParam(label = "consumer", defaultValue = "Override")
    @Metadata(
            description =
                    "What to do when the name is taken in directory: Override replaces that file, Fail fails the transfer (see"
                            + " onFailure), Ignore drops the new file without telling the route, Rename takes name-1.txt, name-2.txt and so on for name.txt.")
    private FileExist fileExist = FileExist.Override;

    @UriParam(label = "consumer", defaultValue = "keep", enums = "keep,requeue,reject")
    @Metadata(
            description =
                    "What to do with a file when the route failed, after Camel's error handler: keep moves it to failed/ in the"
                            + " spool, requeue lets it come again after requeueDelay, reject gives its messages to the queue's"
                            + " dead-letter exchange (a file of which messages were acknowledged already is kept instead).")
    private String onFailure = "keep";

    @UriParam(label = "consumer", defaultValue = "5000", javaType = "java.time.Duration")
    @Metadata(
            description =
                    "How long to wait before a file comes again with onFailure=requeue, in milliseconds.")
    private long requeueDelay = 5_000;

    @UriParam(label = "consumer", defaultValue = "true")
    @Metadata(
            description =
                    "Whether a finished file goes to the started route whose id is the domain and whose input is direct:DOMAIN,"
                            + " when there is one, instead of to this consumer's own route. Nanite's callback registered under the"
                            + " name of the domain.")
    private boolean routeByDomain = true;

    @UriParam(label = "consumer")
    @Metadata(
            description =
                    "Whether files that come without length and digest, as those of plain Nanite peers do, are refused.")
    private boolean requireVerified;

    @UriParam(label = "consumer", defaultValue = "1")
    @Metadata(description = "How many finished files may be in the route at once, from 1.")
    private int concurrentConsumers = 1;

    @UriParam(label = "consumer,advanced", defaultValue = "0")
    @Metadata(
            description =
                    "The largest file that is let in, in bytes; larger ones are refused. 0 for no limit.")
    private long maxFileSize;

    @UriParam(label = "consumer,advanced", defaultValue = "1000")
    @Metadata(
            description =
                    "How many transfers may be open at once, those in the route included, from 1. More wait in the broker.")
    private int maxOpenTransfers = 1000;

    @UriParam(label = "consumer,advanced", defaultValue = "0")
    @Metadata(
            description =
                    "How many bytes open transfers may take up in the spool, counting announced lengths. More wait in the broker;"
                            + " a file that alone is larger is refused. 0 for no limit.")
    private long maxSpoolSize;

    @UriParam(label = "consumer,advanced", defaultValue = "600000", javaType = "java.time.Duration")
    @Metadata(
            description =
                    "How long a transfer may be without a packet before it fails, in milliseconds; the sender's announced pause"
                            + " counts where it is longer.")
    private long transferTimeout = 600_000;

    @UriParam(label = "consumer", defaultValue = ".nanitefile")
    @Metadata(
            description =
                    "Where unfinished files grow and finished ones wait for the route. Relative to the working directory. Best on"
                            + " the same disk as where the files go.")
    private String spoolDirectory = ".nanitefile";

    @UriParam(label = "consumer,advanced")
    @Metadata(
            description =
                    "Remembers which files have been through the route, by queue and token, so that a file that the broker"
                            + " delivers again is dropped. In memory by default; a persistent one, shared by the group's members,"
                            + " also covers crashes.")
    private IdempotentRepository idempotentRepository;

    @UriParam(label = "security")
    @Metadata(
            description =
                    "Our private RSA key, which signs what format=secure sends, and decrypts what is received: a PEM file (PKCS#1 or"
                            + " PKCS#8), as file:PATH, classpath:NAME or just a path.")
    private String secureKey;

    @UriParam(label = "security", secret = true)
    @Metadata(description = "The password of secureKey, if the file is encrypted.")
    private String secureKeyPassword;

    @UriParam(label = "security")
    @Metadata(
            description =
                    "The certificate of secureKey: a PEM file, as file:PATH, classpath:NAME or just a path. Signatures name it.")
    private String secureCertificate;

    @UriParam(label = "producer,security")
    @Metadata(
            description =
                    "The id of the documents that format=secure sends, by which Nanite peers look up our certificate. Without it the"
                            + " common name (CN) of secureCertificate.")
    private String secureIdentity;

    @UriParam(label = "producer,security")
    @Metadata(
            description =
                    "To whom format=secure encrypts: PEM files of certificates, with commas between them, as file:PATH, classpath:NAME"
                            + " or just paths. Without it files are signed but travel in clear.")
    private String secureRecipients;

    @UriParam(label = "consumer,security")
    @Metadata(
            description =
                    "Whose signed messages are read: PEM files of certificates, with commas between them, as file:PATH, classpath:NAME"
                            + " or just paths. Whatever others sign is rejected; dates, issuers and key usage are not looked at.")
    private String secureTrusted;

    @UriParam(label = "consumer,security", defaultValue = "true")
    @Metadata(
            description =
                    "Whether messages that are not signed are rejected, where secureTrusted is set: a signature is worth nothing"
                            + " where leaving it out does as well.")
    private Boolean requireSecure;

    /** A copy for an endpoint of its own. */
    public NaniteFileConfiguration copy() {
        try {
            NaniteFileConfiguration copy = (NaniteFileConfiguration) clone();
            copy.queueArgs = queueArgs == null ? null : new HashMap<>(queueArgs);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getAddresses() {
        return addresses;
    }

    public void setAddresses(String addresses) {
        this.addresses = addresses;
    }

    public String getVirtualHost() {
        return virtualHost;
    }

    public void setVirtualHost(String virtualHost) {
        this.virtualHost = virtualHost;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public String getSaslMechanism() {
        return saslMechanism;
    }

    public void setSaslMechanism(String saslMechanism) {
        this.saslMechanism = saslMechanism;
    }

    public boolean isHostnameVerification() {
        return hostnameVerification;
    }

    public void setHostnameVerification(boolean hostnameVerification) {
        this.hostnameVerification = hostnameVerification;
    }

    public ConnectionFactory getConnectionFactory() {
        return connectionFactory;
    }

    public void setConnectionFactory(ConnectionFactory connectionFactory) {
        this.connectionFactory = connectionFactory;
    }

    public boolean isExchangeDurable() {
        return exchangeDurable;
    }

    public void setExchangeDurable(boolean exchangeDurable) {
        this.exchangeDurable = exchangeDurable;
    }

    public boolean isDeclare() {
        return declare;
    }

    public void setDeclare(boolean declare) {
        this.declare = declare;
    }

    public int getChunkSize() {
        return chunkSize;
    }

    public void setChunkSize(int chunkSize) {
        this.chunkSize = chunkSize;
    }

    public String getFormat() {
        return format;
    }

    public void setFormat(String format) {
        this.format = format;
    }

    public long getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(long idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public String getResume() {
        return resume;
    }

    public void setResume(String resume) {
        this.resume = resume;
    }

    public int getReceipts() {
        return receipts;
    }

    public void setReceipts(int receipts) {
        this.receipts = receipts;
    }

    public String getGroup() {
        return group;
    }

    public void setGroup(String group) {
        this.group = group;
    }

    public boolean isBroadcast() {
        return broadcast;
    }

    public void setBroadcast(boolean broadcast) {
        this.broadcast = broadcast;
    }

    public String getQueue() {
        return queue;
    }

    public void setQueue(String queue) {
        this.queue = queue;
    }

    public int getPartitions() {
        return partitions;
    }

    public void setPartitions(int partitions) {
        this.partitions = partitions;
    }

    public String getQueueType() {
        return queueType;
    }

    public void setQueueType(String queueType) {
        this.queueType = queueType;
    }

    public String getStreamOffset() {
        return streamOffset;
    }

    public void setStreamOffset(String streamOffset) {
        this.streamOffset = streamOffset;
    }

    public StateRepository<String, String> getOffsetRepository() {
        return offsetRepository;
    }

    public void setOffsetRepository(StateRepository<String, String> offsetRepository) {
        this.offsetRepository = offsetRepository;
    }

    public Map<String, Object> getQueueArgs() {
        return queueArgs;
    }

    public void setQueueArgs(Map<String, Object> queueArgs) {
        this.queueArgs = queueArgs;
    }

    public int getPrefetchCount() {
        return prefetchCount;
    }

    public void setPrefetchCount(int prefetchCount) {
        this.prefetchCount = prefetchCount;
    }

    public String getDirectory() {
        return directory;
    }

    public void setDirectory(String directory) {
        this.directory = directory;
    }

    public FileExist getFileExist() {
        return fileExist;
    }

    public void setFileExist(FileExist fileExist) {
        this.fileExist = fileExist;
    }

    public String getOnFailure() {
        return onFailure;
    }

    public void setOnFailure(String onFailure) {
        this.onFailure = onFailure;
    }

    public long getRequeueDelay() {
        return requeueDelay;
    }

    public void setRequeueDelay(long requeueDelay) {
        this.requeueDelay = requeueDelay;
    }

    public boolean isRouteByDomain() {
        return routeByDomain;
    }

    public void setRouteByDomain(boolean routeByDomain) {
        this.routeByDomain = routeByDomain;
    }

    public boolean isRequireVerified() {
        return requireVerified;
    }

    public void setRequireVerified(boolean requireVerified) {
        this.requireVerified = requireVerified;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public long getMaxFileSize() {
        return maxFileSize;
    }

    public void setMaxFileSize(long maxFileSize) {
        this.maxFileSize = maxFileSize;
    }

    public int getMaxOpenTransfers() {
        return maxOpenTransfers;
    }

    public void setMaxOpenTransfers(int maxOpenTransfers) {
        this.maxOpenTransfers = maxOpenTransfers;
    }

    public long getMaxSpoolSize() {
        return maxSpoolSize;
    }

    public void setMaxSpoolSize(long maxSpoolSize) {
        this.maxSpoolSize = maxSpoolSize;
    }

    public long getTransferTimeout() {
        return transferTimeout;
    }

    public void setTransferTimeout(long transferTimeout) {
        this.transferTimeout = transferTimeout;
    }

    public String getSpoolDirectory() {
        return spoolDirectory;
    }

    public void setSpoolDirectory(String spoolDirectory) {
        this.spoolDirectory = spoolDirectory;
    }

    public IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    public void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public String getSecureKey() {
        return secureKey;
    }

    public void setSecureKey(String secureKey) {
        this.secureKey = secureKey;
    }

    public String getSecureKeyPassword() {
        return secureKeyPassword;
    }

    public void setSecureKeyPassword(String secureKeyPassword) {
        this.secureKeyPassword = secureKeyPassword;
    }

    public String getSecureCertificate() {
        return secureCertificate;
    }

    public void setSecureCertificate(String secureCertificate) {
        this.secureCertificate = secureCertificate;
    }

    public String getSecureIdentity() {
        return secureIdentity;
    }

    public void setSecureIdentity(String secureIdentity) {
        this.secureIdentity = secureIdentity;
    }

    public String getSecureRecipients() {
        return secureRecipients;
    }

    public void setSecureRecipients(String secureRecipients) {
        this.secureRecipients = secureRecipients;
    }

    public String getSecureTrusted() {
        return secureTrusted;
    }

    public void setSecureTrusted(String secureTrusted) {
        this.secureTrusted = secureTrusted;
    }

    public Boolean getRequireSecure() {
        return requireSecure;
    }

    public void setRequireSecure(Boolean requireSecure) {
        this.requireSecure = requireSecure;
    }
}
