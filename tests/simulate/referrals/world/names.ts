import type { Random } from "./random.ts"

export type Name = { first: string; last: string }

/** A name; common surnames are far commoner than rare ones, so strangers share them. */
export function newName(random: Random, last?: string): Name {
  return { first: random.pick(FIRST), last: last ?? newSurname(random) }
}

function newSurname(random: Random): string {
  const rank = Math.min(random.int(0, LAST.length - 1), random.int(0, LAST.length - 1))
  if (random.chance(0.25)) return LAST[rank]!
  return random.pick(BEGINNINGS) + random.pick(ENDINGS) // the long tail of rare surnames
}

export const words = (text: string) => text.trim().split(/\s+/)

const FIRST = words(`
  Olivia Amelia Aisha Fatima Sofia Emma Mia Hannah Clara Lena Priya Ananya Divya Lakshmi Kavya
  Zainab Maryam Grace Ruby Ella Chloe Lucy Nora Ines Marta Julia Anna Eva Laura Sara Elif Yasmin
  Mei Ling Yuki Ngozi Amara Noah Oliver Muhammad Ali Omar Hassan Bilal Arjun Rahul Vikram Ravi
  Sai Kiran Anil Leo Felix Paul Jonas Lukas Max Ben Tom Jack Harry George Oscar Henry Samuel
  Daniel David Peter Marco Luca Pedro Jorge Mateo Diego Ivan Piotr Jakub Chen Wei Kenji Emeka
  Kofi Tunde Michael James Robert William Ethan Lily Zoe Ada`)

const LAST = words(`
  Smith Khan Patel Jones Garcia Nguyen Reddy Brown Ali Singh Taylor Muller Williams Ahmed Rao
  Wang Schmidt Rodriguez Lee Martin Sharma Davies Evans Wilson Fischer Kim Weber Hussain Kumar
  Thomas Johnson Silva Roberts Walker Wright Robinson Thompson White Hughes Edwards Green Hall
  Wood Harris Clarke Jackson Becker Hoffmann Kowalski Nowak Novak Rossi Russo Ferrari Santos
  Costa Okafor Mensah Yilmaz Kaya Ito Sato Chen Zhang Li`)

const BEGINNINGS = words(`
  Ash Brad Carl Den Elling Farn Gold Hart Ing Kel Lang Mar Nor Oak Pem Quin Rad Sel Thorn Ul Ven
  Wal Yar Zel Bal Chand Deva Gopal Hari Jaya Kris Mal Nara Ram Srin Venk Stein Berg Lind Eich
  Rosen Falken`)

const ENDINGS = words(`
  ton ford ley by worth wick bury ham well er man mann stein berg feld hoff sen son ski ova ini
  etti eiro appa aiah akrishna an athan esh wood field more gate`)
