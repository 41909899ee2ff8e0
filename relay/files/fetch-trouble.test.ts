import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { loopbackCertificate } from '../../workbench/developer-platform/loopback-certificate.ts'
import { createFetchAttachments } from './fetch-attachments.ts'
import { fetchTrouble } from './fetch-trouble.ts'
import { allowedHosts } from '../reach/allowed-hosts.ts'
import { createFileMemory } from './file-memory.ts'

test('a host whose certificate proves nothing is refused, also one that an admin allowed', async () => {
  let asked = 0
  const { key, certificate: cert } = loopbackCertificate()
  const server = createServer({ key, cert }, (_request, response) => {
    asked += 1
    response.end('%PDF-1.4')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    const carries = { bytes: 1000, types: ['application/pdf'] }
    const signal = AbortSignal.timeout(10_000)
    const fetchAttachments = createFetchAttachments({ allowed: allowedHosts([host]), memory: createFileMemory(1000) })
    const fetching = fetchAttachments('4242', [{ url: `https://${host}/a.pdf` }], carries, signal)
    await expect(fetching).rejects.toMatchObject({
      name: 'Permanent',
      code: 'attachment_refused',
      message: expect.stringContaining('cannot prove'),
    })
    expect(asked).toBe(0)
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
})

test.each([
  ['ENOTFOUND', 'Permanent', 'attachment_missing'],
  ['CERT_HAS_EXPIRED', 'Permanent', 'attachment_refused'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'Permanent', 'attachment_refused'],
  ['EAI_AGAIN', 'Temporary', 'attachment_unreachable'],
  ['ECONNRESET', 'Temporary', 'attachment_unreachable'],
  ['SOMETHING_NEW', 'Temporary', 'attachment_unreachable'],
])('%s becomes %s, %s', (system, name, code) => {
  expect(fetchTrouble(Object.assign(new Error('no'), { code: system }), 'files.example')).toMatchObject({ name, code })
})
