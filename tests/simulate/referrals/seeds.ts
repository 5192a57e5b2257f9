/** Shops that a score may be tuned on. */
export const trainingSeeds: readonly number[] = [1, 2, 3, 4, 5]

/** Shops that a score is judged on; never looked at while tuning. */
export const testSeeds: readonly number[] = [101, 102, 103, 104, 105]

/** Shops with the strategies that no score was written for (`generateUnseen`); reported apart. */
export const unseenSeeds: readonly number[] = [901, 902]
