package io.github.nanitefile.camel.thread;

import io.github.nanitefile.log.LogLines;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns the state of a sender or a receiver. Whatever touches that state is a
 * task here; tasks run one after the other, in the order in which they came. Any thread may hand
 * one in.
 */
public final class OwnerThread {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerThread.class);
    private static final long LAST_TASK_SECONDS = 3;
    private static final long LONGEST_ANSWER_SECONDS = 10;

    /** So many tasks may pass before what is due by time gets its turn. */
    private static final int BURST = 100;

    private final CamelContext context;
    private final String name;
    private final ScheduledThreadPoolExecutor executor;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.ASLEEP);
    private final Set<Runnable> afterwards = new LinkedHashSet<>();
    private final Set<Future<?>> later = ConcurrentHashMap.newKeySet();

    private enum State {
        /** No task is there. */
        ASLEEP,
        /** A burst runs, or will. */
        AWAKE,
        /** No task is taken any more; those that were are run before {@link #stop} returns. */
        ENDED
    }

    /**
     * The thread is Camel's, the queue is not: Camel's scheduled executors turn tasks away beyond a
     * thousand, and what is turned away here is a lost packet. The prefetch and the window bound
     * it.
     */
    public OwnerThread(CamelContext context, String name) {
        this.context = context;
        this.name = name;
        this.executor =
                new ScheduledThreadPoolExecutor(
                        1, run -> context.getExecutorServiceManager().newThread(name, run));
        executor.setRemoveOnCancelPolicy(true);
    }

    /**
     * Runs the task soon. Once the thread has ended, nobody waits for it any more, and it is
     * dropped.
     */
    public void execute(Runnable task) {
        if (!offer(task)) {
            LOG.debug("{} has ended: a late task is dropped", name);
        }
    }

    /** Runs the task soon; says false if it never will, since the thread has ended. */
    public boolean offer(Runnable task) {
        tasks.add(task);
        wake();
        return state.get() != State.ENDED || !tasks.remove(task);
    }

    /**
     * Runs the task when those that came together with the one that runs now are done: for what is
     * better done once for all of them. The same task is run once, however often it was asked for.
     * From the owner itself only.
     */
    public void afterwards(Runnable task) {
        afterwards.add(task);
    }

    private void wake() {
        if (state.compareAndSet(State.ASLEEP, State.AWAKE)) {
            handIn(() -> executor.execute(this::burst));
        }
    }

    /** Does together what came together: to wake a thread takes longer than most tasks. */
    private void burst() {
        Runnable task = tasks.poll();
        for (int done = 1; task != null; done++) {
            run(task);
            task = done < BURST ? tasks.poll() : null;
        }
        runAfterwards();
        state.compareAndSet(State.AWAKE, State.ASLEEP);
        if (!tasks.isEmpty()) {
            wake();
        }
    }

    private void runAfterwards() {
        while (!afterwards.isEmpty()) {
            Runnable task = afterwards.iterator().next();
            afterwards.remove(task);
            run(task);
        }
    }

    private void runAlone(Runnable task) {
        run(task);
        runAfterwards();
    }

    /** Runs the task again and again, that many milliseconds after it ended last. */
    @SuppressWarnings("FutureReturnValueIgnored") // run() reports what a task throws
    public void every(long millis, Runnable task) {
        handIn(
                () ->
                        executor.scheduleWithFixedDelay(
                                () -> runAlone(task), millis, millis, TimeUnit.MILLISECONDS));
    }

    /** Runs the task after so many milliseconds, unless the thread has ended by then. */
    public void after(long millis, Runnable task) {
        later.removeIf(Future::isDone);
        handIn(
                () ->
                        later.add(
                                executor.schedule(
                                        () -> runAlone(task), millis, TimeUnit.MILLISECONDS)));
    }

    private static void handIn(Runnable handingIn) {
        try {
            handingIn.run();
        } catch (RejectedExecutionException e) {
            LOG.trace("Too late", e);
        }
    }

    /** Runs the task and waits for what it comes to. Never from the owner itself. */
    public <T> T call(Callable<T> task) throws IOException {
        return call(task, FutureTask::get);
    }

    /**
     * The same, but waits for a few seconds at most; a task that was not begun by then is dropped.
     *
     * @throws IOException also if it took longer; says what to do
     */
    public <T> T ask(Callable<T> task) throws IOException {
        return call(
                task,
                future -> {
                    try {
                        return future.get(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS);
                    } catch (TimeoutException e) {
                        future.cancel(false);
                        throw new IOException(
                                name
                                        + " did not answer within "
                                        + LONGEST_ANSWER_SECONDS
                                        + " s, as it is held up by the broker or the disk; try again",
                                e);
                    }
                });
    }

    private interface Waiting<T> {
        T await(FutureTask<T> task) throws IOException, InterruptedException, ExecutionException;
    }

    private <T> T call(Callable<T> task, Waiting<T> waiting) throws IOException {
        FutureTask<T> future = new FutureTask<>(task);
        if (!offer(future)) {
            throw new IOException(name + " has ended");
        }
        try {
            return waiting.await(future);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + name, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause
                    ? cause
                    : new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    /**
     * Ends the thread: after the last task, which is given a few seconds, and then a release that
     * frees a thread which waits for the network, and what it still has. That, and what was handed
     * in until then, runs on the caller's thread.
     */
    public void stop(Runnable lastTask, Runnable release) {
        FutureTask<?> last = new FutureTask<>(() -> run(lastTask), null);
        execute(last);
        try {
            last.get(LAST_TASK_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn(LogLines.OWNER_CUT_OFF, name, LAST_TASK_SECONDS);
            LOG.debug("It was cut off here", e);
        }
        release.run();
        later.forEach(future -> future.cancel(false));
        state.set(State.ENDED);
        context.getExecutorServiceManager().shutdownGraceful(executor);
        while (executor.isTerminated() && !tasks.isEmpty()) {
            burst(); // it was promised
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | StackOverflowError | LinkageError | OutOfMemoryError e) {
            LOG.error(LogLines.OWNER_FAILED, name, e);
        }
    }
}
