# frozen_string_literal: true

require 'json'
require 'openssl'
require_relative 'nanite_packets'

module Nanite
  # Signed JSON, encrypted where there are recipients; no other format steps in for it.
  class SecureSerializer
    class NotTrusted < StandardError; end

    CIPHER = 'AES-256-CBC'

    # Certificates and the key are PEM.
    def initialize(identity:, certificate:, key:, trusted:, recipients:)
      @identity = identity
      @certificate = OpenSSL::X509::Certificate.new(certificate)
      @key = OpenSSL::PKey::RSA.new(key)
      @trusted = certificates(trusted)
      @recipients = certificates(recipients)
    end

    def dump(packet)
      data = packet.to_json
      encrypted = !@recipients.empty?
      data = encrypt(data) if encrypted
      signature = OpenSSL::PKCS7.sign(@certificate, @key, data, [], OpenSSL::PKCS7::NOCERTS)
      JSON.dump(
        'id' => @identity, 'data' => data, 'signature' => signature.to_pem, 'encrypted' => encrypted
      )
    end

    def load(body)
      document = JSON.parse(body)
      data = document['data']
      raise NotTrusted, 'the signature is of nobody trusted' unless signed?(document['signature'], data)

      data = OpenSSL::PKCS7.new(data).decrypt(@key, @certificate) if document['encrypted']
      JSON.load(data)
    end

    private

    def certificates(pems)
      pems.map { |pem| OpenSSL::X509::Certificate.new(pem) }
    end

    def encrypt(data)
      OpenSSL::PKCS7.encrypt(@recipients, data, OpenSSL::Cipher.new(CIPHER), OpenSSL::PKCS7::BINARY).to_pem
    end

    # A new object for each certificate: a check that failed spoils those that follow. Signed is the
    # copy inside, in which each LF has become CR LF; Nanite does not compare it with the data.
    def signed?(signature, data)
      @trusted.any? do |certificate|
        signed = OpenSSL::PKCS7.new(signature)
        signed.verify([certificate], OpenSSL::X509::Store.new, nil, OpenSSL::PKCS7::NOVERIFY) &&
          signed.data == data.b.gsub(/\r?\n/n, "\r\n")
      end
    end
  end
end
