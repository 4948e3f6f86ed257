%% How busy the process of each classic queue is, in percent of a processor, of which it can use no
%% more than one: for five seconds; and how many messages a second come to it, of late. On a machine
%% that has too few processors the time is counted as well in which the broker waits for one.
%%     rabbitmqctl eval_file queue-share.erl
Seconds = 5,
Queues = [{Q, amqqueue:get_pid(Q)} || Q <- rabbit_amqqueue:list(), is_pid(amqqueue:get_pid(Q))],
Rate = fun(Q) ->
    [{_, Status}] = rabbit_amqqueue:info(Q, [backing_queue_status]),
    round(proplists:get_value(avg_ingress_rate, Status, 0))
end,
[erlang:trace(Pid, true, [running, monotonic_timestamp]) || {_, Pid} <- Queues],
End = erlang:monotonic_time(nanosecond) + Seconds * 1000000000,
Sum = fun Next(Since, Ran) ->
    Left = (End - erlang:monotonic_time(nanosecond)) div 1000000,
    if
        Left =< 0 -> Ran;
        true ->
            receive
                {trace_ts, Pid, in, _, At} -> Next(Since#{Pid => At}, Ran);
                {trace_ts, Pid, out, _, At} when is_map_key(Pid, Since) ->
                    Span = At - map_get(Pid, Since),
                    Next(maps:remove(Pid, Since),
                         maps:update_with(Pid, fun(All) -> All + Span end, Span, Ran));
                {trace_ts, _, _, _, _} -> Next(Since, Ran)
            after Left -> Ran
            end
    end
end,
Ran = Sum(#{}, #{}),
[erlang:trace(Pid, false, [running]) || {_, Pid} <- Queues],
[{rabbit_misc:rs(amqqueue:get_name(Q)),
  {percent, maps:get(Pid, Ran, 0) div (Seconds * 10000000)},
  {messages_a_second, Rate(Q)}}
 || {Q, Pid} <- Queues].
