/** What this comes to where that is known within so many milliseconds, and `late` where it goes on. It throws what fails until then. */
export async function soon<Answer>(work: Promise<Answer>, patience: number): Promise<Answer | 'late'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), patience)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
