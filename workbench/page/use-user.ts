import { useState } from 'react'
import { userCookie, type WorkbenchUser } from './api.ts'

/** Who is signed in on the page, and a way to be somebody else; whoever was chosen stays after a reload. */
export function useUser(users: readonly WorkbenchUser[] | undefined): {
  user: WorkbenchUser | undefined
  choose(id: number): void
} {
  const [chosen, setChosen] = useState(() => Number(new RegExp(`${userCookie}=(\\d+)`).exec(document.cookie)?.[1]))
  return {
    user: users?.find(({ id }) => id === chosen) ?? users?.[0],
    choose(id) {
      document.cookie = `${userCookie}=${id}; path=/; samesite=strict; max-age=31536000`
      setChosen(id)
    },
  }
}
