import { shuffled } from "./statistics.ts"

/** Measures every case once a round, in an order that chance decides, after one round that does not count. */
export async function interleave<Name extends string, Measured>(
  rounds: number,
  cases: Record<Name, () => Promise<Measured>>,
): Promise<Record<Name, Measured>[]> {
  const measured: Record<Name, Measured>[] = []
  for (let round = 0; round <= rounds; round++) {
    const results = {} as Record<Name, Measured>
    for (const name of shuffled(Object.keys(cases) as Name[])) {
      results[name] = await cases[name]()
    }
    if (round > 0) measured.push(results)
  }
  return measured
}
