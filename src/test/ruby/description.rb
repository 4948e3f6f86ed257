# frozen_string_literal: true

require_relative 'nanite_packets'

# Says what Ruby has in its hands, in the words of nanite-vectors/README.md ("Values"), so that
# another language can compare.
module Description
  NAN = '7ff8000000000000'

  def self.packet(packet)
    fields = packet.instance_variables.to_h do |name|
      [name.to_s.delete_prefix('@'), value(packet.instance_variable_get(name))]
    end
    { 'packet' => packet.class.name, 'fields' => fields }
  end

  def self.value(value)
    case value
    when nil then { 'type' => 'nil' }
    when true, false then { 'type' => 'bool', 'value' => value }
    when Integer then { 'type' => 'int', 'value' => value.to_s }
    when Float then { 'type' => 'float', 'bits' => bits(value) }
    when String then string(value)
    when Symbol then symbol(value)
    when Array then { 'type' => 'array', 'items' => value.map { |item| value(item) } }
    when Hash then { 'type' => 'hash', 'pairs' => value.map { |pair| pair.map { |part| value(part) } } }
    else { 'type' => 'other', 'class' => value.class.name }
    end
  end

  def self.bits(float)
    float.nan? ? NAN : [float].pack('G').unpack1('H*')
  end

  def self.string(string)
    encoding = string.valid_encoding? ? string.encoding.name : "broken #{string.encoding.name}"
    { 'type' => 'string', 'base64' => [string].pack('m0'), 'encoding' => encoding }
  end

  def self.symbol(symbol)
    { 'type' => 'symbol', 'base64' => [symbol.name].pack('m0') }
  end

  private_class_method :bits, :string, :symbol
end
