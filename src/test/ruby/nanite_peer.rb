# frozen_string_literal: true

# A Ruby at the other end of two pipes: takes one JSON object a line, does what its "do" says and
# answers with one. Ends with its standard input.

require 'json'
require_relative 'description'
require_relative 'nanite_serializer'
require_relative 'secure_serializer'

# What can be asked for.
class NanitePeer
  def answer(request)
    public_send("do_#{request.fetch('do')}", request)
  end

  # Whose keys the format secure uses from now on.
  def do_keys(request)
    keys = request.slice('identity', 'certificate', 'key', 'trusted', 'recipients')
    @secure = Nanite::SecureSerializer.new(**keys.transform_keys(&:to_sym))
    {}
  end

  # Reads a message and describes it; writes what it read in the same format, if it can, and
  # describes what it then reads of that, which need not be the same.
  def do_read(request)
    serializer = serializer(request['format'])
    packet = serializer.load(request['body'].unpack1('m0'))
    return { 'other' => packet.class.name } unless packet.is_a?(Nanite::FilePacket)

    { 'read' => Description.packet(packet) }.merge(write_and_read(serializer, packet))
  end

  def do_connect(request)
    require_relative 'broker_peer'
    @peer = BrokerPeer.new(request)
    {}
  end

  def do_declare(request)
    @peer.declare(request['durable'])
    {}
  end

  def do_receive(request)
    serializer = serializer(request['format'])
    @peer.receive(*request.values_at('domain', 'queue', 'directory'), serializer)
    {}
  end

  # What came since it was last asked.
  def do_received(_request)
    { 'files' => drain(@peer.received), 'errors' => drain(@peer.errors) }
  end

  # The meta is a piece of Ruby.
  def do_send(request)
    meta = eval(request['meta']) # rubocop:disable Security/Eval
    serializer = serializer(request['format'])
    bodies = @peer.send_file(*request.values_at('domain', 'path', 'dest'), meta, serializer)
    { 'bodies' => bodies.map { |body| [body].pack('m0') } }
  end

  def do_disconnect(_request)
    @peer.close
    {}
  end

  private

  def serializer(format)
    format == 'secure' ? @secure : Nanite::Serializer.new(format)
  end

  # What JSON cannot carry stays unwritten only where no other format steps in.
  def write_and_read(serializer, packet)
    written = serializer.dump(packet)
    { 'written' => [written].pack('m0'), 'reread' => Description.packet(serializer.load(written)) }
  rescue JSON::GeneratorError => e
    { 'unwritten' => e.message }
  end

  def drain(queue)
    Array.new(queue.size) { queue.pop }
  end
end

peer = NanitePeer.new
$stdout.sync = true
$stdin.each_line do |line|
  answer = begin
    peer.answer(JSON.parse(line))
  rescue StandardError => e
    { 'error' => "#{e.class}: #{e.message}", 'backtrace' => e.backtrace.first(5) }
  end
  $stdout.puts(JSON.generate(answer))
end
