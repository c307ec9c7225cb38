package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	"github.com/libp2p/go-libp2p/p2p/muxer/yamux"
	"github.com/libp2p/go-libp2p/p2p/security/noise"
	"github.com/libp2p/go-libp2p/p2p/transport/tcp"
)

const addressLife = time.Hour

// refused is an answer of /dx/get/1.0.0 that isn't ok.
type refused struct{ status status }

func (r refused) Error() string { return "the node answered " + r.status.String() }

// errLie says that the bytes aren't what the manifest or the key says.
var errLie = errors.New("the node sent bytes that don't hash to what they should")

// newHost speaks what dx-nodes speak: TCP, noise, yamux. It listens nowhere.
func newHost() (host.Host, error) {
	return libp2p.New(
		libp2p.NoListenAddrs,
		libp2p.Transport(tcp.NewTCPTransport),
		libp2p.Security(noise.ID, noise.New),
		libp2p.Muxer(yamux.ID, yamux.DefaultTransport),
		libp2p.DisableRelay(),
	)
}

func open(ctx context.Context, h host.Host, to peer.ID, id protocol.ID) (network.Stream, error) {
	stream, err := h.NewStream(ctx, to, id)
	if err != nil {
		return nil, err
	}
	if deadline, ok := ctx.Deadline(); ok {
		if err := stream.SetDeadline(deadline); err != nil {
			return nil, err
		}
	}
	return stream, nil
}

// have asks which of the keys a node holds.
func have(ctx context.Context, h host.Host, from peer.ID, keys []key) ([]bool, error) {
	request, err := encodeHaveRequest(keys)
	if err != nil {
		return nil, err
	}
	bitmap, err := exchange(ctx, h, from, haveProtocol, request, bitmapBytes(len(keys)))
	if err != nil {
		return nil, err
	}
	return decodeBitmap(bitmap, len(keys)), nil
}

// exchange sends a request and reads exactly as many bytes as the answer has.
func exchange(ctx context.Context, h host.Host, to peer.ID, id protocol.ID, request []byte, length int) ([]byte, error) {
	stream, err := open(ctx, h, to, id)
	if err != nil {
		return nil, err
	}
	defer stream.Reset()
	if _, err := stream.Write(request); err != nil {
		return nil, err
	}
	answer := make([]byte, length)
	_, err = io.ReadFull(stream, answer)
	return answer, err
}

// busyTries is how often a busy node is asked, the wait before the second time is busyFirstWait and doubles then.
var busyTries = 7

const busyFirstWait = 20 * time.Millisecond

// ask makes a get request, again while the node is busy, and reads the whole body. The body isn't checked yet.
func ask(ctx context.Context, h host.Host, from peer.ID, request getRequest) (getHeader, []byte, error) {
	wait := busyFirstWait
	for try := 1; ; try++ {
		header, body, err := askOnce(ctx, h, from, request)
		if header.status != statusBusy || try >= busyTries {
			return header, body, err
		}
		select {
		case <-ctx.Done():
			return header, nil, ctx.Err()
		case <-time.After(wait):
			wait *= 2
		}
	}
}

func askOnce(ctx context.Context, h host.Host, from peer.ID, request getRequest) (getHeader, []byte, error) {
	stream, err := open(ctx, h, from, getProtocol)
	if err != nil {
		return getHeader{}, nil, err
	}
	defer stream.Reset()
	if _, err := stream.Write(request.encode()); err != nil {
		return getHeader{}, nil, err
	}
	frame := make([]byte, getHeaderBytes)
	if _, err := io.ReadFull(stream, frame); err != nil {
		return getHeader{}, nil, err
	}
	header, err := decodeGetHeader(frame)
	if err != nil {
		return getHeader{}, nil, err
	}
	if header.status != statusOK {
		return header, nil, refused{header.status}
	}
	var body bytes.Buffer
	if _, err := io.CopyN(&body, stream, int64(header.bodyLength)); err != nil {
		return header, nil, err
	}
	return header, body.Bytes(), nil
}

// get brings a whole blob: its hash is the key.
func get(ctx context.Context, h host.Host, from peer.ID, k key) ([]byte, error) {
	_, blob, err := ask(ctx, h, from, getRequest{kind: kindBytes, key: k, length: everything})
	if err != nil {
		return nil, err
	}
	if sha256.Sum256(blob) != k {
		return nil, errLie
	}
	return blob, nil
}

// manifest brings the hashes of a blob's chunks: a claim of that node, until the whole blob hashes to its key.
func manifest(ctx context.Context, h host.Host, from peer.ID, k key) (uint64, []byte, error) {
	header, hashes, err := ask(ctx, h, from, getRequest{kind: kindManifest, key: k})
	if err != nil {
		return 0, nil, err
	}
	if uint64(len(hashes)) != chunkCount(header.size)*digestBytes {
		return 0, nil, fmt.Errorf("manifest of %d bytes for a blob of %d", len(hashes), header.size)
	}
	return header.size, hashes, nil
}

// getRange brings the chunks around [offset, offset+length), checks each against the manifest and cuts the range out.
func getRange(ctx context.Context, h host.Host, from peer.ID, k key, offset, length uint64) ([]byte, error) {
	size, hashes, err := manifest(ctx, h, from, k)
	if err != nil {
		return nil, err
	}
	if offset > size {
		return nil, refused{statusBadRequest}
	}
	end := min(offset+length, size)
	first := offset / chunkBytes
	start, stop := first*chunkBytes, min(chunkCount(end)*chunkBytes, size)
	_, body, err := ask(ctx, h, from, getRequest{kind: kindBytes, key: k, offset: start, length: stop - start})
	if err != nil {
		return nil, err
	}
	if uint64(len(body)) != stop-start {
		return nil, errLie
	}
	claimed := hashes[first*digestBytes : first*digestBytes+chunkCount(stop-start)*digestBytes]
	if !bytes.Equal(manifestOf(body), claimed) {
		return nil, errLie
	}
	return body[offset-start : end-start], nil
}
