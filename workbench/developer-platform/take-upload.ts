import { Value } from 'typebox/value'
import { buildUpload, type UploadRequest } from './build-upload.ts'
import { componentSchemas } from './component-schemas.ts'
import type { PlatformState } from './platform-state.ts'
import { readZip } from './read-zip.ts'
import { refuse, type CliAnswer, type CliRequest } from './refuse.ts'

/** `POST /project-components-external/v3/upload/new-api`: a multipart form with the zip and the CLI's reading of it. */
export async function takeUpload(state: PlatformState, { headers, body }: CliRequest): Promise<CliAnswer> {
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': headers['content-type'] ?? '' },
  }).formData()
  const zip = form.get('projectFilesZip')
  const platformVersion = form.get('platformVersion')
  const described = form.get('uploadRequest')
  if (!(zip instanceof Blob) || typeof platformVersion !== 'string' || typeof described !== 'string') {
    return refuse(400, 'VALIDATION_ERROR', 'the form needs projectFilesZip, platformVersion and uploadRequest')
  }
  const request = JSON.parse(described) as UploadRequest
  if (!state.projects.has(request.projectName)) return refuse(404, 'OBJECT_NOT_FOUND', 'no such project')
  for (const component of Object.values(request.intermediateNodesIndexedByUid)) {
    const schema = componentSchemas[component.componentType]
    const wrong = schema && !Value.Check(schema, component.config)
    // `hs` checks this first, unless it is told to skip its validation.
    if (wrong) return refuse(400, 'VALIDATION_ERROR', `the config of ${component.uid} is not valid`)
  }
  const files = await readZip(Buffer.from(await zip.arrayBuffer()))
  const buildId = state.uploads.length + 1
  state.uploads.push({ buildId, platformVersion, files, request, build: buildUpload(files, request) })
  return { status: 200, body: { createdBuildId: buildId } }
}
