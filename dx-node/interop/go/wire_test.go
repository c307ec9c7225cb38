package main

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"
)

// The vectors that dx-node's own tests write and check.
type vectors struct {
	Get []struct {
		Name           string
		Kind           string
		Key            string
		Offset, Length uint64
		Request        string
	}
	GetHeader []struct {
		Name             string
		Status           string
		Size, BodyLength uint64
		Header           string
	}
	Have []struct {
		Name    string
		Keys    []string
		Request string
		Held    []bool
		Bitmap  string
	}
	Manifest []struct {
		Name     string
		Size     int
		Byte     byte
		Key      string
		Manifest string
	}
	Kad []struct {
		Name    string
		Key     string
		Type    uint64
		Message string
	}
}

func load(t *testing.T) vectors {
	t.Helper()
	text, err := os.ReadFile("../../../docs/spec/dx-vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Get)*len(v.GetHeader)*len(v.Have)*len(v.Manifest)*len(v.Kad) == 0 {
		t.Fatal("a group of vectors is empty")
	}
	return v
}

func keysOf(t *testing.T, texts ...string) []key {
	t.Helper()
	keys, err := parseKeys(texts)
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func same(t *testing.T, name, want string, got []byte) {
	t.Helper()
	if hex.EncodeToString(got) != want {
		t.Errorf("%s: %x instead of %s", name, got, want)
	}
}

func TestGetVectors(t *testing.T) {
	v := load(t)
	for _, each := range v.Get {
		kind := map[string]byte{"bytes": kindBytes, "manifest": kindManifest}[each.Kind]
		request := getRequest{kind, keysOf(t, each.Key)[0], each.Offset, each.Length}
		same(t, each.Name, each.Request, request.encode())
	}
	for _, each := range v.GetHeader {
		frame, _ := hex.DecodeString(each.Header)
		header, err := decodeGetHeader(frame)
		if err != nil || header.status.String() != each.Status || header.size != each.Size || header.bodyLength != each.BodyLength {
			t.Errorf("%s: %+v, %v", each.Name, header, err)
		}
	}
}

func TestHaveVectors(t *testing.T) {
	for _, each := range load(t).Have {
		request, err := encodeHaveRequest(keysOf(t, each.Keys...))
		if err != nil {
			t.Fatal(err)
		}
		same(t, each.Name, each.Request, request)
		bitmap, _ := hex.DecodeString(each.Bitmap)
		if len(bitmap) != bitmapBytes(len(each.Keys)) {
			t.Fatalf("%s: bitmap of %d bytes", each.Name, len(bitmap))
		}
		for i, held := range decodeBitmap(bitmap, len(each.Keys)) {
			if held != each.Held[i] {
				t.Errorf("%s: bit %d", each.Name, i)
			}
		}
	}
}

func TestManifestVectors(t *testing.T) {
	for _, each := range load(t).Manifest {
		same(t, each.Name, each.Manifest, manifestOf(bytes.Repeat([]byte{each.Byte}, each.Size)))
	}
}

func TestKadVectors(t *testing.T) {
	for _, each := range load(t).Kad {
		body := kadMessage{kind: each.Type, key: multihash(keysOf(t, each.Key)[0])}.encode()
		same(t, each.Name, each.Message, append(binary.AppendUvarint(nil, uint64(len(body))), body...))
	}
}
