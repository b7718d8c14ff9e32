// Reads files with hyparquet and DuckDB. One JSON command a line on stdin, one JSON answer a line on stdout.
// Cells are given in one form whichever reader read them: null, a string, or an array of strings; numbers as decimal
// text, doubles as the hexadecimal digits of their bits, dates as days, timestamps as milliseconds.
import { createHash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { gunzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { parquetMetadataAsync, parquetRead } from 'hyparquet'
import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js'

const duck = await (await DuckDBInstance.create(':memory:')).connect()
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const bits = new DataView(new ArrayBuffer(8))

function hex(number) {
  if (Number.isNaN(number)) return 'NaN'
  bits.setFloat64(0, number)
  return bits.getBigUint64(0).toString(16).padStart(16, '0')
}

const parsers = {
  stringFromBytes: bytes => bytes && utf8.decode(bytes),
  timestampFromMilliseconds: String,
  dateFromDays: String,
}

async function openFile(path) {
  const handle = await open(path)
  const { size } = await handle.stat()
  return {
    byteLength: size,
    async slice(start, end = size) {
      const bytes = Buffer.alloc(end - start)
      await handle.read(bytes, 0, bytes.length, start)
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
    },
    close: () => handle.close(),
  }
}

async function withFile(path, use) {
  const file = await openFile(path)
  try {
    return await use(file, await parquetMetadataAsync(file, { parsers }))
  } finally {
    await file.close()
  }
}

/** Takes the cells of a column as they come: kept, or only hashed when the file is large. */
class Column {
  constructor(name, type, digest) {
    Object.assign(this, { name, type, count: 0, cells: [], hash: digest ? createHash('sha256') : null })
  }

  add(cells) {
    this.count += cells.length
    if (!this.hash) return void this.cells.push(...cells)
    this.hash.update(cells.map(c => (c === null ? 'n;' : `${Buffer.byteLength(String(c))}:${c};`)).join(''))
  }

  answer() {
    const { name, type, count } = this
    return this.hash ? { name, type, count, digest: this.hash.digest('hex') } : { name, type, count, cells: this.cells }
  }
}

const inBatches = (cells, add) => {
  for (let i = 0; i < cells.length; i += 10_000) add(cells.slice(i, i + 10_000))
}

async function readWithHyparquet({ file: path, digest }) {
  return withFile(path, async (file, metadata) => {
    const answers = []
    const top = []
    for (let i = 1; i < metadata.schema.length; i++) {
      top.push(metadata.schema[i])
      if (metadata.schema[i].num_children) i += 2
    }
    for (const element of top) {
      const column = new Column(element.name, element.logical_type?.type ?? element.type, digest)
      const isDouble = element.type === 'DOUBLE'
      const cell = v => (v === null || v === undefined ? null : Array.isArray(v) ? v.map(String) : isDouble ? hex(v) : String(v))
      const chunks = []
      await parquetRead({ file, metadata, parsers, columns: [element.name], onChunk: chunk => chunks.push(chunk) })
      chunks.sort((a, b) => a.rowStart - b.rowStart)
      for (const { columnData } of chunks) inBatches(columnData, part => column.add(Array.from(part, cell)))
      answers.push(column.answer())
    }
    return { rows: Number(metadata.num_rows), columns: answers }
  })
}

function duckCell(v) {
  if (v === null || v === undefined) return null
  if (typeof v === 'number') return v
  if (typeof v !== 'object') return String(v)
  // Texts are asked for as bytes, since the binding takes a byte order mark off the front of text.
  if ('bytes' in v) return utf8.decode(v.bytes)
  if ('days' in v) return String(v.days)
  if ('micros' in v) return String(v.micros / 1000n)
  return v.items.map(duckCell)
}

async function readWithDuck({ sql, digest }) {
  const result = await duck.stream(sql)
  const types = result.columnTypes().map(String)
  const columns = result.columnNames().map((name, i) => new Column(name, types[i], digest))
  let rows = 0
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    rows += chunk.rowCount
    columns.forEach((column, i) => {
      const number = types[i] === 'DOUBLE' ? hex : String
      column.add(chunk.getColumnValues(i).map(duckCell).map(v => (typeof v === 'number' ? number(v) : v)))
    })
  }
  return { rows, columns: columns.map(c => c.answer()) }
}

const shown = (key, value) => (typeof value === 'bigint' ? String(value) : value instanceof Uint8Array ? utf8.decode(value) : value)

const commands = {
  hyparquet: readWithHyparquet,
  duckdb: readWithDuck,
  metadata: ({ file }) => withFile(file, async (_, metadata) => metadata),
  pages: ({ file }) => withFile(file, async (source, metadata) => {
    const pages = {}
    for (const { columns } of metadata.row_groups) {
      for (const { meta_data: m } of columns) {
        const start = Number(m.dictionary_page_offset ?? m.data_page_offset)
        const reader = { view: new DataView(await source.slice(start, start + Number(m.total_compressed_size))), offset: 0 }
        while (reader.offset < reader.view.byteLength) {
          const header = deserializeTCompactProtocol(reader)
          reader.offset += header.field_3
          ;(pages[m.path_in_schema[0]] ??= []).push({ type: header.field_1, bytes: header.field_2, values: (header.field_5 ?? header.field_7).field_1 })
        }
      }
    }
    return pages
  }),
  sql: async ({ sql }) => (await duck.runAndReadAll(sql)).getRowObjectsJson(),
  lines: async ({ file }) => {
    const bytes = await readFile(file)
    const text = utf8.decode(file.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    if (text !== '' && !text.endsWith('\n')) throw new Error('the last line has no end')
    return text.split('\n').slice(0, -1).map(line => JSON.parse(line))
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line)
  try {
    process.stdout.write(JSON.stringify({ ok: await commands[command.do](command) }, shown) + '\n')
  } catch (error) {
    process.stdout.write(JSON.stringify({ error: String(error?.stack ?? error) }) + '\n')
  }
}
