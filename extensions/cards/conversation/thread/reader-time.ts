import { createContext } from 'react'
import { timeWords } from './time-words.ts'

/** How times are said on this card. */
export const ReaderTime = createContext(timeWords({}))
