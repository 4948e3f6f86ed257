# frozen_string_literal: true

require 'json'
require 'yaml'
require_relative 'nanite_packets'

module Nanite
  # One preferred format, and the others where it fails, both ways.
  class Serializer
    class SerializationError < StandardError; end

    # Psych 4, of Ruby 3.1, refuses to load packets: a peer that wants YAML has to ask for it.
    module Yaml
      def self.dump(packet)
        YAML.dump(packet)
      end

      def self.load(body)
        YAML.respond_to?(:unsafe_load) ? YAML.unsafe_load(body) : YAML.load(body)
      end
    end

    FORMATS = { 'json' => JSON, 'marshal' => Marshal, 'yaml' => Yaml }.freeze

    def initialize(preferred)
      @formats = [FORMATS.fetch(preferred)] | FORMATS.values
    end

    def dump(packet)
      cascade(:dump, packet)
    end

    def load(body)
      cascade(:load, body)
    end

    private

    # An exception, nil and false all mean: try the next.
    def cascade(action, what)
      failures = []
      @formats.each do |format|
        result = format.public_send(action, what)
        return result if result

        failures << "#{format}: #{result.inspect}"
      rescue StandardError, NotImplementedError, SystemStackError => e
        failures << "#{format}: #{e.class}: #{e.message}"
      end
      raise SerializationError, "cannot #{action} in any format (#{failures.join('; ')})"
    end
  end
end
