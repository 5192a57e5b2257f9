/** When jobs run by themselves: minute, hour, day, month, weekday, and the job's name. */
export const schedule = `
* * * * * sweep ?max=1
17 * * * * forget-bodies ?max=1
`
