/** What was opened, to be closed in the reverse order, also where what came after it failed. */
export interface Closing {
  /** Has it begun? What is added from then on is closed at once. */
  readonly begun: boolean
  /** `close` runs once, after the closing of everything that is added later. */
  add(close: () => unknown): void
  /**
   * Closes everything, also where one of it cannot be closed; that error is thrown at the end. Asked again, it waits
   * for the same.
   */
  close(): Promise<void>
}

/** An empty stack of what is to be closed. */
export function createClosing(): Closing {
  const opened: (() => unknown)[] = []
  let closed: Promise<void> | undefined

  async function closeAll(): Promise<void> {
    const failures: unknown[] = []
    for (let close = opened.pop(); close; close = opened.pop()) {
      try {
        await close()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }

  return {
    get begun() {
      return closed !== undefined
    },
    add(close) {
      opened.push(close)
      if (closed) closed = closed.then(closeAll)
    },
    close: () => (closed ??= closeAll()),
  }
}
