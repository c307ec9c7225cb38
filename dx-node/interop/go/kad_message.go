package main

import (
	"errors"
	"fmt"

	"google.golang.org/protobuf/encoding/protowire"
)

// Message types and fields of the Kademlia protocol that a reader of Dx needs.
const (
	kadGetProviders = 3
	kadFindNode     = 4

	fieldType      = 1
	fieldKey       = 2
	fieldCloser    = 8
	fieldProviders = 9

	fieldPeerID         = 1
	fieldPeerMultiaddrs = 2

	maxKadMessageBytes = 4 << 20
)

// kadPeer is a peer as the DHT tells of it: a multihash and multiaddrs in their binary forms.
type kadPeer struct {
	id         []byte
	multiaddrs [][]byte
}

type kadMessage struct {
	kind      uint64
	key       []byte
	closer    []kadPeer
	providers []kadPeer
}

// multihash is the DHT's name of a blob: sha2-256 (0x12), 32 bytes (0x20), the key.
func multihash(k key) []byte { return append([]byte{0x12, digestBytes}, k[:]...) }

// encode gives the message without the length that goes before it on the wire.
func (m kadMessage) encode() []byte {
	message := protowire.AppendTag(nil, fieldType, protowire.VarintType)
	message = protowire.AppendVarint(message, m.kind)
	message = protowire.AppendTag(message, fieldKey, protowire.BytesType)
	return protowire.AppendBytes(message, m.key)
}

func decodeKadMessage(bytes []byte) (kadMessage, error) {
	var m kadMessage
	err := eachField(bytes, func(field protowire.Number, number uint64, value []byte) error {
		switch field {
		case fieldType:
			m.kind = number
		case fieldKey:
			m.key = value
		case fieldCloser, fieldProviders:
			peer, err := decodeKadPeer(value)
			if err != nil {
				return err
			}
			if field == fieldCloser {
				m.closer = append(m.closer, peer)
			} else {
				m.providers = append(m.providers, peer)
			}
		}
		return nil
	})
	return m, err
}

func decodeKadPeer(bytes []byte) (kadPeer, error) {
	var p kadPeer
	err := eachField(bytes, func(field protowire.Number, _ uint64, value []byte) error {
		switch field {
		case fieldPeerID:
			p.id = value
		case fieldPeerMultiaddrs:
			p.multiaddrs = append(p.multiaddrs, value)
		}
		return nil
	})
	if err == nil && len(p.id) == 0 {
		err = errors.New("peer without an id")
	}
	return p, err
}

// eachField calls visit for varint and bytes fields, and skips what it doesn't know.
func eachField(bytes []byte, visit func(protowire.Number, uint64, []byte) error) error {
	for len(bytes) > 0 {
		field, kind, n := protowire.ConsumeTag(bytes)
		if n < 0 {
			return fmt.Errorf("bad tag: %w", protowire.ParseError(n))
		}
		bytes = bytes[n:]
		var number uint64
		var value []byte
		switch kind {
		case protowire.VarintType:
			number, n = protowire.ConsumeVarint(bytes)
		case protowire.BytesType:
			value, n = protowire.ConsumeBytes(bytes)
		default:
			n = protowire.ConsumeFieldValue(field, kind, bytes)
		}
		if n < 0 {
			return fmt.Errorf("bad field %d: %w", field, protowire.ParseError(n))
		}
		bytes = bytes[n:]
		if err := visit(field, number, value); err != nil {
			return err
		}
	}
	return nil
}
