// Command dx-client reads from Dx nodes. It was written from docs/spec/dx.md alone and shares no code with dx-node.
//
//	dx-client -peer <multiaddr> [-peer <multiaddr>] have <key> …
//	dx-client -peer <multiaddr> get <key> …                  whole blobs, checked, to stdout
//	dx-client -peer <multiaddr> range <key> <offset> <length>
//	dx-client -peer <multiaddr> providers <key>              asks the DHT
//	dx-client -peer <multiaddr> find <key>                   asks the DHT, and gets the blob from who has it
//	dx-client -peer <multiaddr> raw <protocol> <hex>         sends these bytes, prints the answer as hex
//
// On failure it exits with 2 for a wrong use, 3 for not-found, 4 for bad-request, 5 for busy, 6 for a lie, 1 otherwise.
package main

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
)

var errUsage = errors.New("usage: dx-client -peer <multiaddr> have|get|range|providers|find|raw <arguments>")

func main() {
	err := run()
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(exitCode(err))
}

func exitCode(err error) int {
	var no refused
	switch {
	case errors.Is(err, errUsage):
		return 2
	case errors.As(err, &no):
		return map[status]int{statusNotFound: 3, statusBadRequest: 4, statusBusy: 5}[no.status]
	case errors.Is(err, errLie):
		return 6
	}
	return 1
}

func run() error {
	var peers []peer.AddrInfo
	flag.Func("peer", "multiaddr of a node, with /p2p/<id>", func(text string) error {
		info, err := peer.AddrInfoFromString(text)
		if err == nil {
			peers = append(peers, *info)
		}
		return err
	})
	limit := flag.Duration("timeout", 2*time.Minute, "for all together")
	flag.IntVar(&busyTries, "tries", busyTries, "how often a busy node is asked")
	flag.Parse()
	if len(peers) == 0 || flag.NArg() < 2 {
		return errUsage
	}
	ctx, cancel := context.WithTimeout(context.Background(), *limit)
	defer cancel()
	h, err := newHost()
	if err != nil {
		return err
	}
	defer h.Close()
	for _, p := range peers {
		h.Peerstore().AddAddrs(p.ID, p.Addrs, addressLife)
	}
	return command(ctx, h, peers, flag.Arg(0), flag.Args()[1:])
}

func command(ctx context.Context, h host.Host, peers []peer.AddrInfo, name string, args []string) error {
	from := peers[0].ID
	if name == "raw" && len(args) == 2 {
		return raw(ctx, h, from, args[0], args[1])
	}
	keys, err := parseKeys(args[:1])
	if name == "have" || name == "get" {
		keys, err = parseKeys(args)
	}
	if err != nil {
		return err
	}
	switch {
	case name == "have":
		held, err := have(ctx, h, from, keys)
		if err != nil {
			return err
		}
		return json.NewEncoder(os.Stdout).Encode(held)
	case name == "get":
		for _, k := range keys {
			if err := write(get(ctx, h, from, k)); err != nil {
				return err
			}
		}
		return nil
	case name == "range" && len(args) == 3:
		offset, errOffset := strconv.ParseUint(args[1], 10, 53)
		length, errLength := strconv.ParseUint(args[2], 10, 53)
		if errOffset != nil || errLength != nil {
			return errUsage
		}
		return write(getRange(ctx, h, from, keys[0], offset, length))
	case name == "providers" && len(args) == 1:
		found, err := findProviders(ctx, h, peers, keys[0])
		if err != nil {
			return err
		}
		return json.NewEncoder(os.Stdout).Encode(found)
	case name == "find" && len(args) == 1:
		return write(find(ctx, h, peers, keys[0]))
	}
	return errUsage
}

// find gets a blob from the first of its providers that delivers it.
func find(ctx context.Context, h host.Host, known []peer.AddrInfo, k key) ([]byte, error) {
	providers, err := findProviders(ctx, h, known, k)
	if err != nil {
		return nil, err
	}
	for _, p := range providers {
		h.Peerstore().AddAddrs(p.ID, p.Addrs, addressLife)
		var blob []byte
		if blob, err = get(ctx, h, p.ID, k); err == nil {
			return blob, nil
		}
	}
	return nil, err
}

// raw shows what a node answers to any bytes: all that comes until it ends the stream, or how it broke off.
func raw(ctx context.Context, h host.Host, to peer.ID, id, request string) error {
	bytes, err := hex.DecodeString(request)
	if err != nil {
		return errUsage
	}
	stream, err := open(ctx, h, to, protocol.ID(id))
	if err != nil {
		return err
	}
	defer stream.Reset()
	if _, err := stream.Write(bytes); err != nil {
		return err
	}
	if err := stream.CloseWrite(); err != nil {
		return err
	}
	answer, err := io.ReadAll(stream)
	fmt.Println(hex.EncodeToString(answer))
	return err
}

func write(blob []byte, err error) error {
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(blob)
	return err
}

func parseKeys(texts []string) ([]key, error) {
	keys := make([]key, len(texts))
	for i, text := range texts {
		digest, err := hex.DecodeString(strings.TrimPrefix(text, "0x"))
		if err != nil || len(digest) != digestBytes {
			return nil, errUsage
		}
		keys[i] = key(digest)
	}
	return keys, nil
}
