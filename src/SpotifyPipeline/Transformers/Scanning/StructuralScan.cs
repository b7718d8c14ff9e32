using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text.Unicode;

namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>
/// Finds the brackets and colons of a page outside strings, 64 bytes a step, and checks on the way everything that does
/// not depend on nesting: strings, escapes, literals, numbers, UTF-8, and which token may follow which.
/// </summary>
/// <remarks>
/// Commas stand in the index only behind a closing bracket, where alone they say something about the nesting: a market
/// list of 184 codes costs two entries. It says yes or no and never why; what is wrong is said by the plain reading.
/// </remarks>
internal sealed unsafe class StructuralScan
{
    private const int Block = 64;
    private readonly TokenGrammar _grammar = new();
    private int[] _positions = new int[4096];

    /// <summary>The number of entries of the last page.</summary>
    public int Count { get; private set; }

    /// <summary>Byte positions of <c>{ } [ ] :</c> and of commas behind closing brackets, in order.</summary>
    public int[] Positions => _positions;

    /// <summary>Whether this machine has what makes the scan worth while.</summary>
    public static bool IsSupported => Vector128.IsHardwareAccelerated && BitConverter.IsLittleEndian;

    /// <summary>Scans a page; false where its tokens cannot be those of a JSON document.</summary>
    public bool TryScan(ReadOnlySpan<byte> page)
    {
        Count = 0;
        _grammar.Begin();
        fixed (byte* start = page)
        {
            return Scan(start, page.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Scan(byte* page, int length)
    {
        byte* tail = stackalloc byte[Block];
        var quote = Vector512.Create((byte)'"');
        var backslash = Vector512.Create((byte)'\\');
        var space = Vector512.Create((byte)0x20);
        var openBrace = Vector512.Create((byte)'{');
        var closeBrace = Vector512.Create((byte)'}');
        var colonByte = Vector512.Create((byte)':');
        var commaByte = Vector512.Create((byte)',');
        var zeroByte = Vector512.Create((byte)'0');
        var nine = Vector512.Create((byte)9);

        ulong escapeCarry = 0, insideCarry = 0, closeCarry = 0, scalarCarry = 0, digitCarry = 0, zeroCarry = 0;
        var textFrom = -1;
        var used = 0;

        for (var at = 0; at < length; at += Block)
        {
            var bytes = page + at;
            if (length - at < Block)
            {
                new Span<byte>(tail, Block).Fill((byte)' ');
                Unsafe.CopyBlockUnaligned(tail, bytes, (uint)(length - at));
                bytes = tail;
            }

            var v = Vector512.Load(bytes);
            var quotes = Vector512.Equals(v, quote).ExtractMostSignificantBits();
            var backslashes = Vector512.Equals(v, backslash).ExtractMostSignificantBits();
            if ((backslashes | escapeCarry) != 0)
            {
                var escaped = Escaped(backslashes, ref escapeCarry);
                quotes &= ~escaped;
                if (!AreEscapes(escaped, page, at, length))
                {
                    return false;
                }
            }

            // Ones from an opening quote to the byte before its closing one.
            var inside = PrefixXor(quotes) ^ insideCarry;
            insideCarry = (ulong)((long)inside >> 63);
            var outside = ~inside;

            var folded = v | space;
            var open = Vector512.Equals(folded, openBrace).ExtractMostSignificantBits() & outside;
            var close = Vector512.Equals(folded, closeBrace).ExtractMostSignificantBits() & outside;
            var colon = Vector512.Equals(v, colonByte).ExtractMostSignificantBits() & outside;
            var comma = Vector512.Equals(v, commaByte).ExtractMostSignificantBits() & outside;
            var brace = Vector512.Equals(v, openBrace).ExtractMostSignificantBits();
            var low = Vector512.LessThanOrEqual(v, space).ExtractMostSignificantBits();
            var high = v.ExtractMostSignificantBits();

            if (low != 0)
            {
                var control = Vector512.LessThan(v, space).ExtractMostSignificantBits();
                if (control != 0 && ((control & inside) != 0 || !AreBlanks(v, control)))
                {
                    return false;
                }
            }

            var blank = low & outside;
            var tokens = open | close | colon | comma;
            var scalars = ~(inside | quotes | tokens | blank);
            var scalarStarts = scalars & ~((scalars << 1) | scalarCarry);
            scalarCarry = scalars >> 63;
            if ((scalars | digitCarry | zeroCarry) != 0)
            {
                var digits = Vector512.LessThanOrEqual(v - zeroByte, nine).ExtractMostSignificantBits() & scalars;
                var zeros = Vector512.Equals(v, zeroByte).ExtractMostSignificantBits() & scalarStarts;
                if ((((zeros << 1) | zeroCarry) & digits) != 0)
                {
                    return false;
                }

                zeroCarry = zeros >> 63;

                // Runs of digits only are done with; whatever begins otherwise or goes on otherwise is looked at byte by byte.
                var runs = (scalarStarts & digits) | (digitCarry & digits);
                var sum = runs + digits;
                var ends = (sum & ~digits) | (digitCarry & ~digits);
                digitCarry = sum < digits ? 1ul : 0ul;
                var rest = (scalarStarts & ~digits) | (ends & scalars);
                if (rest != 0 && !AreScalars(rest, page, at, length))
                {
                    return false;
                }
            }

            if (high != 0)
            {
                textFrom = textFrom < 0 ? at : textFrom;
            }
            else if (textFrom >= 0)
            {
                if (!Utf8.IsValid(new ReadOnlySpan<byte>(page + textFrom, at - textFrom)))
                {
                    return false;
                }

                textFrom = -1;
            }

            var keep = tokens | (quotes & inside) | scalarStarts;
            if (!_grammar.Add(keep, open | close, comma | colon | (open & brace), scalarStarts | colon | (open & ~brace)))
            {
                return false;
            }

            // Where the byte before, blanks apart, is a closing bracket.
            var behind = (close << 1) | closeCarry;
            closeCarry = close >> 63;
            if ((behind & blank) != 0)
            {
                var carried = (behind & blank) + blank;
                closeCarry |= carried < blank ? 1ul : 0ul;
                behind = (behind & ~blank) | (carried & ~blank);
            }

            var structure = open | close | colon | (comma & behind);
            if (used > _positions.Length - Block - 4)
            {
                Array.Resize(ref _positions, _positions.Length * 2);
            }

            used = Extract(structure, at, used);
        }

        if (insideCarry != 0 || escapeCarry != 0 || !_grammar.End()
            || (textFrom >= 0 && !Utf8.IsValid(new ReadOnlySpan<byte>(page + textFrom, length - textFrom))))
        {
            return false;
        }

        Count = used;
        return used > 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Extract(ulong structure, int at, int used)
    {
        var count = BitOperations.PopCount(structure);
        ref var target = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_positions), used);

        // Four at a time without asking: what is written too much is overwritten by the next block.
        while (structure != 0)
        {
            target = at + BitOperations.TrailingZeroCount(structure);
            structure &= structure - 1;
            Unsafe.Add(ref target, 1) = at + BitOperations.TrailingZeroCount(structure);
            structure &= structure - 1;
            Unsafe.Add(ref target, 2) = at + BitOperations.TrailingZeroCount(structure);
            structure &= structure - 1;
            Unsafe.Add(ref target, 3) = at + BitOperations.TrailingZeroCount(structure);
            structure &= structure - 1;
            target = ref Unsafe.Add(ref target, 4);
        }

        return used + count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong PrefixXor(ulong mask)
    {
        if (Pclmulqdq.IsSupported)
        {
            return Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(mask), Vector128<ulong>.AllBitsSet, 0).ToScalar();
        }

        mask ^= mask << 1;
        mask ^= mask << 2;
        mask ^= mask << 4;
        mask ^= mask << 8;
        mask ^= mask << 16;
        return mask ^ (mask << 32);
    }

    // Which bytes are escaped: those behind an odd number of backslashes (the method of simdjson, https://arxiv.org/abs/1902.08318).
    private static ulong Escaped(ulong backslashes, ref ulong carry)
    {
        const ulong Even = 0x5555555555555555;
        backslashes &= ~carry;
        var follows = (backslashes << 1) | carry;
        var oddStarts = backslashes & ~Even & ~follows;
        var sequences = oddStarts + backslashes;
        carry = sequences < oddStarts ? 1ul : 0ul;
        return (Even ^ (sequences << 1)) & follows;
    }

    private static bool AreEscapes(ulong escaped, byte* page, int at, int length)
    {
        for (; escaped != 0; escaped &= escaped - 1)
        {
            var position = at + BitOperations.TrailingZeroCount(escaped);
            if (position >= length)
            {
                return false;
            }

            switch (page[position])
            {
                case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                    break;
                case (byte)'u' when length - position > 4
                    && char.IsAsciiHexDigit((char)page[position + 1]) && char.IsAsciiHexDigit((char)page[position + 2])
                    && char.IsAsciiHexDigit((char)page[position + 3]) && char.IsAsciiHexDigit((char)page[position + 4]):
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private static bool AreBlanks(Vector512<byte> v, ulong control) =>
        (control & ~(Vector512.Equals(v, Vector512.Create((byte)'\n')) | Vector512.Equals(v, Vector512.Create((byte)'\r')) | Vector512.Equals(v, Vector512.Create((byte)'\t')))
            .ExtractMostSignificantBits()) == 0;

    private static bool AreScalars(ulong places, byte* page, int at, int length)
    {
        for (; places != 0; places &= places - 1)
        {
            if (!Scalars.IsValid(page, at + BitOperations.TrailingZeroCount(places), length))
            {
                return false;
            }
        }

        return true;
    }
}
