import { describe, expect, it } from "vitest"
import { groupCommit, Overloaded } from "#web/db/group-commit.ts"

/** Writes that end when they are told to, and what each was given. */
function heldWrites() {
  const batches: number[][] = []
  const ends: { done: (results: number[]) => void; failed: (error: Error) => void }[] = []
  const write = (items: number[]) =>
    new Promise<number[]>((done, failed) => {
      batches.push(items)
      ends.push({ done, failed })
    })
  const finish = (batch: number) => ends[batch]!.done(batches[batch]!.map((item) => item * 10))
  const fail = (batch: number) => ends[batch]!.failed(new Error("the disk is full"))
  return { batches, write, finish, fail }
}

const turn = () => new Promise((done) => setTimeout(done, 5))
const limits = { mostAtOnce: 3, mostWaiting: 4, writers: 1 }

describe("callers who come while another's write is under way", () => {
  it("share the next one, and each gets the result of their own item", async () => {
    const held = heldWrites()
    const commit = groupCommit(held.write, limits)
    const early = [1, 2].map(commit)
    await turn()
    const late = [3, 4, 5, 6].map(commit)
    await turn()
    expect(held.batches).toEqual([[1, 2]])
    held.finish(0)
    expect(await Promise.all(early)).toEqual([10, 20])
    await turn()
    expect(held.batches).toEqual([
      [1, 2],
      [3, 4, 5],
    ])
    held.finish(1)
    await turn()
    held.finish(2)
    expect(await Promise.all(late)).toEqual([30, 40, 50, 60])
  })

  it("share as many writes at once as there are writers", async () => {
    const held = heldWrites()
    const commit = groupCommit(held.write, { ...limits, mostWaiting: 100, writers: 2 })
    const all = [1, 2, 3, 4, 5, 6, 7].map(commit)
    await turn()
    expect(held.batches).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ])
    held.finish(1)
    await turn()
    expect(held.batches).toHaveLength(3)
    held.finish(2)
    held.finish(0)
    expect(await Promise.all(all)).toEqual([10, 20, 30, 40, 50, 60, 70])
  })

  it("wait for it a while even where a second writer is free, and no longer", async () => {
    const held = heldWrites()
    const commit = groupCommit(held.write, { ...limits, writers: 2, patienceMs: 50 })
    const first = commit(1)
    await turn()
    const second = commit(2)
    await turn()
    expect(held.batches).toEqual([[1]])
    await new Promise((done) => setTimeout(done, 60))
    const third = commit(3)
    await turn()
    expect(held.batches).toEqual([[1], [2, 3]])
    held.finish(1)
    held.finish(0)
    expect(await Promise.all([first, second, third])).toEqual([10, 20, 30])
  })

  it("learn that theirs failed, and no others do", async () => {
    const held = heldWrites()
    const commit = groupCommit(held.write, limits)
    const first = [1, 2].map(commit)
    const firstOutcome = Promise.allSettled(first)
    await turn()
    const second = commit(3)
    held.fail(0)
    const refused = { status: "rejected", reason: new Error("the disk is full") }
    expect(await firstOutcome).toEqual([refused, refused])
    await turn()
    held.finish(1)
    expect(await second).toBe(30)
  })

  it("are sent away when too many wait, until some have gone", async () => {
    const held = heldWrites()
    const commit = groupCommit(held.write, limits)
    const first = commit(1)
    await turn()
    const waiting = [2, 3, 4, 5].map(commit)
    await expect(commit(6)).rejects.toThrow(Overloaded)
    held.finish(0)
    await first
    await turn()
    const later = commit(7)
    held.finish(1)
    await turn()
    held.finish(2)
    expect(await Promise.all([...waiting, later])).toEqual([20, 30, 40, 50, 70])
  })
})
