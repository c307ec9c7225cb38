package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sort"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"
)

// askKad sends one message on a stream of its own and reads the answer.
func askKad(ctx context.Context, h host.Host, to peer.ID, message kadMessage) (kadMessage, error) {
	stream, err := open(ctx, h, to, kadProtocol)
	if err != nil {
		return kadMessage{}, err
	}
	defer stream.Reset()
	body := message.encode()
	frame := append(binary.AppendUvarint(nil, uint64(len(body))), body...)
	if _, err := stream.Write(frame); err != nil {
		return kadMessage{}, err
	}
	reader := bufio.NewReader(stream)
	length, err := binary.ReadUvarint(reader)
	if err != nil {
		return kadMessage{}, err
	}
	if length > maxKadMessageBytes {
		return kadMessage{}, fmt.Errorf("answer of %d bytes", length)
	}
	answer := make([]byte, length)
	if _, err := io.ReadFull(reader, answer); err != nil {
		return kadMessage{}, err
	}
	return decodeKadMessage(answer)
}

// findProviders asks the nodes nearest to the key, nearer ones as it hears of them, until one knows a provider.
func findProviders(ctx context.Context, h host.Host, known []peer.AddrInfo, k key) ([]peer.AddrInfo, error) {
	target := sha256.Sum256(multihash(k))
	distance := func(id peer.ID) []byte {
		digest := sha256.Sum256([]byte(id))
		for i := range digest {
			digest[i] ^= target[i]
		}
		return digest[:]
	}
	queue := append([]peer.AddrInfo{}, known...)
	seen := map[peer.ID]bool{h.ID(): true}
	for _, p := range queue {
		seen[p.ID] = true
	}
	var last error
	for len(queue) > 0 {
		sort.Slice(queue, func(a, b int) bool {
			return bytes.Compare(distance(queue[a].ID), distance(queue[b].ID)) < 0
		})
		next := queue[0]
		queue = queue[1:]
		h.Peerstore().AddAddrs(next.ID, next.Addrs, addressLife)
		answer, err := askKad(ctx, h, next.ID, kadMessage{kind: kadGetProviders, key: multihash(k)})
		if err != nil {
			last = err
			continue
		}
		if providers := addrInfos(answer.providers); len(providers) > 0 {
			return providers, nil
		}
		for _, p := range addrInfos(answer.closer) {
			if !seen[p.ID] {
				seen[p.ID] = true
				queue = append(queue, p)
			}
		}
	}
	if last != nil {
		return nil, fmt.Errorf("no provider found: %w", last)
	}
	return nil, errors.New("no provider found")
}

// addrInfos leaves out what isn't a peer with an address.
func addrInfos(peers []kadPeer) []peer.AddrInfo {
	var infos []peer.AddrInfo
	for _, p := range peers {
		id, err := peer.IDFromBytes(p.id)
		if err != nil {
			continue
		}
		info := peer.AddrInfo{ID: id}
		for _, raw := range p.multiaddrs {
			if address, err := multiaddr.NewMultiaddrBytes(raw); err == nil {
				info.Addrs = append(info.Addrs, address)
			}
		}
		if len(info.Addrs) > 0 {
			infos = append(infos, info)
		}
	}
	return infos
}
