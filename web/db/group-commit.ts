/** Too much waits already: the caller must come again later. */
export class Overloaded extends Error {}

/**
 * Lets concurrent callers share one write: what arrives while a write is under way is written together by the next
 * one. `write` takes a batch and returns one result for each item, in order; when it fails, every caller of that batch
 * learns it. A batch ends with the item that brings it over `mostBytes`. More than `mostWaiting` items: Overloaded at
 * once, so that the sender retries instead of timing out.
 */
export function groupCommit<Item, Result>(
  write: (items: Item[]) => Promise<Result[]>,
  options: {
    mostAtOnce: number
    mostWaiting: number
    writers: number
    mostBytes?: number
    bytesOf?: (item: Item) => number
  },
): (item: Item) => Promise<Result> {
  type Waiting = { item: Item; done: (result: Result) => void; failed: (error: unknown) => void }
  const waiting: Waiting[] = []
  let writing = 0

  async function writeNext(): Promise<void> {
    writing++
    while (waiting.length) {
      const batch = waiting.splice(0, nextCount())
      try {
        const results = await write(batch.map(({ item }) => item))
        // The next write goes out first: the database would stand idle while all these callers go on.
        setImmediate(() => {
          for (const [index, { done }] of batch.entries()) done(results[index]!)
        })
      } catch (error) {
        for (const { failed } of batch) failed(error)
      }
    }
    writing--
  }

  function nextCount(): number {
    const { mostAtOnce, mostBytes = Number.POSITIVE_INFINITY, bytesOf = () => 0 } = options
    let bytes = 0
    let count = 0
    while (count < mostAtOnce && count < waiting.length && bytes < mostBytes) {
      bytes += bytesOf(waiting[count++]!.item)
    }
    return count
  }

  return (item) =>
    new Promise((done, failed) => {
      if (waiting.length >= options.mostWaiting) return failed(new Overloaded())
      waiting.push({ item, done, failed })
      // A turn of the event loop gathers what has already arrived on other sockets.
      if (writing < options.writers) setImmediate(() => writing < options.writers && writeNext())
    })
}
