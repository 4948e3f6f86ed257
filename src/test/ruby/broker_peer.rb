# frozen_string_literal: true

require 'bunny'
require 'fileutils'
require 'logger'
require 'securerandom'
require_relative 'description'
require_relative 'nanite_packets'

# A peer on a broker, sending and receiving as Nanite does.
class BrokerPeer
  EXCHANGE = 'file broadcast'
  CHUNK = 16_384

  attr_reader :received, :errors

  # A file on its way to us. Its bytes are joined as Nanite joins them: whatever the encodings are.
  Incoming = Struct.new(:start, :domain, :data)

  def initialize(options)
    @session = Bunny.new(
      host: options['host'], port: options['port'], vhost: options['vhost'],
      user: options['username'], pass: options['password'], automatically_recover: false,
      logger: Logger.new($stderr, level: :warn) # standard output is for answers
    )
    @session.start
    @channel = @session.create_channel
    @received = Queue.new
    @errors = Queue.new
    @incoming = {}
  end

  def declare(durable)
    @exchange = @channel.topic(EXCHANGE, durable: durable)
  end

  # From a queue of its own: who shares one gets half of each file.
  def receive(domain, queue, directory, serializer)
    @channel.queue(queue, exclusive: true)
            .bind(@exchange, routing_key: key(domain))
            .subscribe(manual_ack: false) do |_delivery, _properties, body|
      take(serializer.load(body), domain, directory)
    rescue StandardError => e
      @errors << "#{e.class}: #{e.message}"
    end
  end

  def send_file(domain, path, dest, meta, serializer)
    token = SecureRandom.hex(16)
    bodies = packets(path, dest, token, meta).map { |packet| serializer.dump(packet) }
    bodies.each { |body| publish(body, domain) }
    bodies
  end

  def close
    @session.close
  end

  private

  def packets(path, dest, token, meta)
    packets = [Nanite::FileStart.new(File.basename(path), dest || File.basename(path), token)]
    File.open(path, 'rb') do |file|
      while (chunk = file.read(CHUNK))
        packets << Nanite::FileChunk.new(token, chunk)
      end
    end
    packets << Nanite::FileEnd.new(token, meta)
  end

  def publish(body, domain)
    @exchange.publish(
      body, routing_key: key(domain), content_type: 'application/octet-stream', persistent: false
    )
  end

  def key(domain)
    "nanite.filepeer.#{domain}"
  end

  def take(packet, domain, directory)
    case packet
    when Nanite::FileStart then @incoming[packet.token] = Incoming.new(packet, domain, String.new(''))
    when Nanite::FileChunk then @incoming[packet.token]&.data&.<<(packet.chunk)
    when Nanite::FileEnd then finish(@incoming.delete(packet.token), packet, directory)
    else @errors << "no file packet: #{packet.class}"
    end
  end

  def finish(incoming, packet, directory)
    return unless incoming

    start = incoming.start
    path = File.join(directory, start.dest)
    FileUtils.mkdir_p(File.dirname(path))
    File.binwrite(path, incoming.data)
    @received << {
      'filename' => start.filename, 'dest' => start.dest, 'domain' => incoming.domain,
      'path' => path, 'meta' => Description.value(packet.meta)
    }
  end
end
