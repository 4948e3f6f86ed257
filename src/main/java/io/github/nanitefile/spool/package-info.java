/**
 * The disk: files that grow, records of them that survive a crash, locks, and the placement of
 * finished files. No broker, no Camel, no thread of its own.
 *
 * <pre>
 * &lt;root&gt;/&lt;queue&gt;/0/lock                      held by the owner of slot 0
 *                  /0/&lt;token&gt;-&lt;n&gt;.data         a file that grows, or waits for the route
 *                  /0/&lt;token&gt;-&lt;n&gt;.record       what was spilled of it
 *                  /0/work/&lt;n&gt;/&lt;name&gt;         a second name, for the route to take
 *                  /0/failing, /0/retried      on the way to failed/ and from retry/
 *                  /failed/&lt;token&gt;/            kept for people: file, headers, record
 *                  /retry/&lt;token&gt;/             put there by people, to be handed over again
 * </pre>
 */
package io.github.nanitefile.spool;
