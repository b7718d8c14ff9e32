using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace SpotifyPipeline.DuckDB.Native;

/// <summary>The functions of DuckDB's C API that are used (https://duckdb.org/docs/stable/clients/c/api).</summary>
/// <remarks>
/// Streaming results need <c>duckdb_pending_prepared_streaming</c>, which DuckDB calls deprecated and gives no successor;
/// the library's version is pinned, so it stays as long as we want it.
/// </remarks>
internal static unsafe partial class NativeMethods
{
    private const string Library = DuckDBLibrary.Name;

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification = "A resolver must be set before the first import runs; it touches this assembly only.")]
    internal static void SetResolver() => NativeLibrary.SetDllImportResolver(typeof(NativeMethods).Assembly, DuckDBLibrary.Resolve);

    [LibraryImport(Library, EntryPoint = "duckdb_library_version")]
    public static partial byte* LibraryVersion();

    [LibraryImport(Library, EntryPoint = "duckdb_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string? path, out DatabaseHandle database);

    [LibraryImport(Library, EntryPoint = "duckdb_close")]
    public static partial void Close(ref nint database);

    [LibraryImport(Library, EntryPoint = "duckdb_connect")]
    public static partial int Connect(DatabaseHandle database, out ConnectionHandle connection);

    [LibraryImport(Library, EntryPoint = "duckdb_disconnect")]
    public static partial void Disconnect(ref nint connection);

    [LibraryImport(Library, EntryPoint = "duckdb_interrupt")]
    public static partial void Interrupt(ConnectionHandle connection);

    [LibraryImport(Library, EntryPoint = "duckdb_prepare", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Prepare(ConnectionHandle connection, string sql, out StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_prepare_error")]
    public static partial byte* PrepareError(StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_prepare")]
    public static partial void DestroyPrepare(ref nint statement);

    [LibraryImport(Library, EntryPoint = "duckdb_nparams")]
    public static partial ulong ParameterCount(StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_prepared_statement_type")]
    public static partial StatementKind PreparedStatementType(StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_null")]
    public static partial int BindNull(StatementHandle statement, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_boolean")]
    public static partial int BindBoolean(StatementHandle statement, ulong index, byte value);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_int32")]
    public static partial int BindInt32(StatementHandle statement, ulong index, int value);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_int64")]
    public static partial int BindInt64(StatementHandle statement, ulong index, long value);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_double")]
    public static partial int BindDouble(StatementHandle statement, ulong index, double value);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_decimal")]
    public static partial int BindDecimal(StatementHandle statement, ulong index, NativeDecimal value);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_date")]
    public static partial int BindDate(StatementHandle statement, ulong index, NativeDate value);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_timestamp")]
    public static partial int BindTimestamp(StatementHandle statement, ulong index, NativeTimestamp value);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_varchar_length")]
    public static partial int BindVarchar(StatementHandle statement, ulong index, byte* utf8, ulong length);

    [LibraryImport(Library, EntryPoint = "duckdb_pending_prepared_streaming")]
    public static partial int PendingStreaming(StatementHandle statement, out PendingHandle pending);

    [LibraryImport(Library, EntryPoint = "duckdb_pending_error")]
    public static partial byte* PendingError(PendingHandle pending);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_pending")]
    public static partial void DestroyPending(ref nint pending);

    [LibraryImport(Library, EntryPoint = "duckdb_execute_pending")]
    public static partial int ExecutePending(PendingHandle pending, NativeResult* result);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_result")]
    public static partial void DestroyResult(NativeResult* result);

    [LibraryImport(Library, EntryPoint = "duckdb_result_error")]
    public static partial byte* ResultError(NativeResult* result);

    [LibraryImport(Library, EntryPoint = "duckdb_column_count")]
    public static partial ulong ColumnCount(NativeResult* result);

    [LibraryImport(Library, EntryPoint = "duckdb_column_name")]
    public static partial byte* ColumnName(NativeResult* result, ulong column);

    [LibraryImport(Library, EntryPoint = "duckdb_column_logical_type")]
    public static partial nint ColumnLogicalType(NativeResult* result, ulong column);

    [LibraryImport(Library, EntryPoint = "duckdb_fetch_chunk")]
    public static partial nint FetchChunk(NativeResult result);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_data_chunk")]
    public static partial void DestroyChunk(ref nint chunk);

    [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_size")]
    public static partial ulong ChunkSize(nint chunk);

    [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_vector")]
    public static partial nint ChunkVector(nint chunk, ulong column);

    [LibraryImport(Library, EntryPoint = "duckdb_vector_get_data")]
    public static partial void* VectorData(nint vector);

    [LibraryImport(Library, EntryPoint = "duckdb_vector_get_validity")]
    public static partial ulong* VectorValidity(nint vector);

    [LibraryImport(Library, EntryPoint = "duckdb_list_vector_get_child")]
    public static partial nint ListChild(nint vector);

    [LibraryImport(Library, EntryPoint = "duckdb_array_vector_get_child")]
    public static partial nint ArrayChild(nint vector);

    [LibraryImport(Library, EntryPoint = "duckdb_struct_vector_get_child")]
    public static partial nint StructChild(nint vector, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_get_type_id")]
    public static partial DuckDBType TypeId(nint type);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_logical_type")]
    public static partial void DestroyLogicalType(ref nint type);

    [LibraryImport(Library, EntryPoint = "duckdb_decimal_width")]
    public static partial byte DecimalWidth(nint type);

    [LibraryImport(Library, EntryPoint = "duckdb_decimal_scale")]
    public static partial byte DecimalScale(nint type);

    [LibraryImport(Library, EntryPoint = "duckdb_decimal_internal_type")]
    public static partial DuckDBType DecimalInternalType(nint type);

    [LibraryImport(Library, EntryPoint = "duckdb_enum_internal_type")]
    public static partial DuckDBType EnumInternalType(nint type);

    [LibraryImport(Library, EntryPoint = "duckdb_enum_dictionary_value")]
    public static partial nint EnumValue(nint type, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_enum_dictionary_size")]
    public static partial uint EnumSize(nint type);

    [LibraryImport(Library, EntryPoint = "duckdb_list_type_child_type")]
    public static partial nint ListChildType(nint type);

    [LibraryImport(Library, EntryPoint = "duckdb_array_type_child_type")]
    public static partial nint ArrayChildType(nint type);

    [LibraryImport(Library, EntryPoint = "duckdb_array_type_array_size")]
    public static partial ulong ArraySize(nint type);

    [LibraryImport(Library, EntryPoint = "duckdb_map_type_key_type")]
    public static partial nint MapKeyType(nint type);

    [LibraryImport(Library, EntryPoint = "duckdb_map_type_value_type")]
    public static partial nint MapValueType(nint type);

    [LibraryImport(Library, EntryPoint = "duckdb_struct_type_child_count")]
    public static partial ulong StructChildCount(nint type);

    [LibraryImport(Library, EntryPoint = "duckdb_struct_type_child_name")]
    public static partial nint StructChildName(nint type, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_struct_type_child_type")]
    public static partial nint StructChildType(nint type, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_free")]
    public static partial void Free(nint pointer);

    /// <summary>A text that DuckDB keeps.</summary>
    public static string Text(byte* utf8) => Utf8StringMarshaller.ConvertToManaged(utf8) ?? "";

    /// <summary>A text that DuckDB gives away.</summary>
    public static string TakeText(nint utf8)
    {
        var text = Text((byte*)utf8);
        Free(utf8);
        return text;
    }
}
