/** The end that has the files. */
export interface Sender {
  /** What a receiver needs to find it. */
  readonly address: string;
  /** Takes a file in, from disk to where it keeps what it sends; what to ask for it by. */
  publish(file: string): Promise<string>;
  forget(id: string): Promise<void>;
  close(): Promise<void>;
}

/** The end that asks. */
export interface Receiver {
  /** Who it is to the others, where it is anybody. */
  readonly id?: string;
  /** Resolves when `bytes` of it are in a file of the receiver's, checked where its kind checks anything. */
  fetch(id: string, bytes: number): Promise<void>;
  /** Resolves when the bytes are in the asker's hands, checked. */
  read?(id: string, bytes: number): Promise<void>;
  forget(id: string): Promise<void>;
  close(): Promise<void>;
}

/** A way to bring files from one process to another; each side gets a folder of its own. */
export interface Way {
  send(folder: string): Promise<Sender>;
  receive(folder: string, address: string, connections?: number): Promise<Receiver>;
}
