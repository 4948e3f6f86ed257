# frozen_string_literal: true

require 'json'

# The packets of Nanite's file streaming, written from the description of the wire. Names of
# classes, attributes and their order of assignment are what travels.
module Nanite
  # What the three have in common: how they become JSON.
  class FilePacket
    attr_accessor :token, :size

    # The size is the length of the JSON text before the size went in.
    def to_json(*state)
      data = instance_variables.to_h { |name| [name.to_s.delete_prefix('@'), instance_variable_get(name)] }
      text = { 'json_class' => self.class.name, 'data' => data }.to_json(*state)
      "#{text.chop},\"size\":#{text.size}}"
    end
  end

  # Opens a transfer.
  class FileStart < FilePacket
    attr_accessor :filename, :dest

    def initialize(filename, dest, token, size = nil)
      super()
      @filename = filename
      @dest = dest
      @token = token
      @size = size
    end

    def self.json_create(object)
      data = object['data']
      new(data['filename'], data['dest'], data['token'], object['size'])
    end
  end

  # Carries the next bytes.
  class FileChunk < FilePacket
    attr_accessor :chunk

    def initialize(token, chunk, size = nil)
      super()
      @chunk = chunk
      @token = token
      @size = size
    end

    def self.json_create(object)
      data = object['data']
      new(data['token'], data['chunk'], object['size'])
    end
  end

  # Closes a transfer.
  class FileEnd < FilePacket
    attr_accessor :meta

    def initialize(token, meta, size = nil)
      super()
      @token = token
      @meta = meta
      @size = size
    end

    def self.json_create(object)
      data = object['data']
      new(data['token'], data['meta'], object['size'])
    end
  end
end
