package main

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
)

// Protocol ids and sizes, by docs/spec/dx.md.
const (
	getProtocol  = "/dx/get/1.0.0"
	haveProtocol = "/dx/have/1.0.0"
	kadProtocol  = "/dx/kad/1.0.0"

	chunkBytes      = 1 << 20
	digestBytes     = sha256.Size
	getRequestBytes = 1 + digestBytes + 8 + 8
	getHeaderBytes  = 1 + 8 + 8
	haveMaxKeys     = 1024
	maxNumber       = 1<<53 - 1
)

type key = [digestBytes]byte

const (
	kindBytes    = 0
	kindManifest = 1
)

// status is the first byte of an answer.
type status byte

const (
	statusOK status = iota
	statusNotFound
	statusBadRequest
	statusBusy
)

func (s status) String() string {
	names := [...]string{"ok", "not-found", "bad-request", "busy"}
	if int(s) < len(names) {
		return names[s]
	}
	return fmt.Sprintf("unknown-%d", byte(s))
}

type getRequest struct {
	kind           byte
	key            key
	offset, length uint64
}

type getHeader struct {
	status           status
	size, bodyLength uint64
}

func (r getRequest) encode() []byte {
	frame := append([]byte{r.kind}, r.key[:]...)
	frame = binary.BigEndian.AppendUint64(frame, r.offset)
	return binary.BigEndian.AppendUint64(frame, r.length)
}

func decodeGetHeader(frame []byte) (getHeader, error) {
	if len(frame) != getHeaderBytes {
		return getHeader{}, fmt.Errorf("header of %d bytes", len(frame))
	}
	header := getHeader{
		status:     status(frame[0]),
		size:       binary.BigEndian.Uint64(frame[1:]),
		bodyLength: binary.BigEndian.Uint64(frame[9:]),
	}
	if header.status > statusBusy || header.size > maxNumber || header.bodyLength > maxNumber {
		return getHeader{}, fmt.Errorf("header out of range: %x", frame)
	}
	return header, nil
}

func encodeHaveRequest(keys []key) ([]byte, error) {
	if len(keys) == 0 || len(keys) > haveMaxKeys {
		return nil, fmt.Errorf("%d keys, 1 to %d are allowed", len(keys), haveMaxKeys)
	}
	frame := binary.BigEndian.AppendUint16(nil, uint16(len(keys)))
	for _, k := range keys {
		frame = append(frame, k[:]...)
	}
	return frame, nil
}

func bitmapBytes(keys int) int { return (keys + 7) / 8 }

func decodeBitmap(bitmap []byte, keys int) []bool {
	held := make([]bool, keys)
	for i := range held {
		held[i] = bitmap[i/8]&(1<<(i%8)) != 0
	}
	return held
}

func chunkCount(size uint64) uint64 { return (size + chunkBytes - 1) / chunkBytes }

// manifestOf has the SHA-256 of each chunk of a blob, one after the other.
func manifestOf(blob []byte) []byte {
	var hashes []byte
	for from := 0; from < len(blob); from += chunkBytes {
		digest := sha256.Sum256(blob[from:min(from+chunkBytes, len(blob))])
		hashes = append(hashes, digest[:]...)
	}
	return hashes
}

// everything asks for all bytes from an offset on: fewer come at the end of the blob.
const everything = uint64(math.MaxUint64 >> 11)
