/**
 * The disk: files that grow, records of them that survive a crash, locks, and the placement of
 * finished files. No broker, no Camel, no thread of its own.
 *
 * <pre>
 * &lt;root&gt;/&lt;queue&gt;/0/lock                   held by the owner of slot 0
 *                  /0/7/                    a transfer; /0/&lt;token&gt;-&lt;random&gt;/ if it came from elsewhere
 *                       transfer.data       a file that grows, or waits for the route
 *                       transfer.record     what was spilled of it
 *                       transfer.digests    those of its finished segments
 *                  /0/work/&lt;n&gt;/&lt;name&gt;      a second name, for the route to take
 *                  /0/failing             on the way to failed/
 *                  /parked/&lt;token&gt;-&lt;random&gt;/  spilled, unfinished, and nobody's
 *                  /failed/&lt;token&gt;/         kept for people: file, headers, record
 *                  /retry/&lt;token&gt;/          put there by people, to be handed over again
 * </pre>
 */
package io.github.nanitefile.spool;
