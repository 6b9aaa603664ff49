/** Why an upload failed, in terms a person is told in. */
export type UploadProblem = 'network' | 'tooLarge' | 'failed';

/** How an upload ended. */
export type UploadOutcome =
  | { readonly kind: 'done'; readonly fileId: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly problem: UploadProblem; readonly message: string | undefined };

/** An upload under way. */
export interface Upload {
  readonly outcome: Promise<UploadOutcome>;
  readonly cancel: () => void;
}

/**
 * Sends a file as it is to the server (`POST /api/files`), whatever its size: the browser reads it from disk while it sends.
 * `onProgress` gets the bytes sent so far. Only XMLHttpRequest tells how much has been sent.
 */
export function uploadFile(file: Blob & { readonly name: string }, onProgress: (sent: number) => void): Upload {
  const request = new XMLHttpRequest();
  const outcome = new Promise<UploadOutcome>((resolve) => {
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('load', () => resolve(read(request)));
    request.addEventListener('abort', () => resolve({ kind: 'cancelled' }));
    request.addEventListener('error', () => resolve({ kind: 'failed', problem: 'network', message: undefined }));
  });
  request.open('POST', '/api/files');
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.setRequestHeader('accept', 'application/json');
  request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
  request.setRequestHeader('x-dossier-csrf', '1');
  request.send(file);
  return { outcome, cancel: () => request.abort() };
}

function read({ status, responseText }: XMLHttpRequest): UploadOutcome {
  const body = parse(responseText);
  if (status === 201 || status === 200) {
    if (typeof body['id'] === 'string') return { kind: 'done', fileId: body['id'] };
    return { kind: 'failed', problem: 'failed', message: undefined };
  }
  return { kind: 'failed', problem: status === 413 ? 'tooLarge' : 'failed', message: messageOf(body) };
}

/** Addresses that are not GraphQL answer `{"error": {"code", "message"}}`. */
function messageOf({ error }: Record<string, unknown>): string | undefined {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : undefined;
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    // Any object can be read by name; what is not there is undefined.
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
