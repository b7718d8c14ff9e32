namespace SpotifyPipeline.Simulator.Catalogue;

/// <summary>
/// Invented names. The style goes round with the index rather than by chance, so that even a small catalogue holds every script and every
/// character that CSV files, spreadsheets and consoles stumble over.
/// </summary>
internal sealed class Names(Chance chance, bool awkward)
{
    private const int Styles = 20;

    private static readonly string[] Adjectives =
    [
        "Midnight", "Golden", "Broken", "Silent", "Electric", "Paper", "Crimson", "Hollow", "Northern", "Velvet", "Distant", "Burning",
        "Slow", "Neon", "Wild", "Frozen", "Second", "Lonely", "Hidden", "Endless", "Copper", "Borrowed", "Plastic", "Gentle",
    ];

    private static readonly string[] Nouns =
    [
        "Harbour", "Mirrors", "Rain", "Radio", "Summer", "Ghosts", "Avenue", "Letters", "Machines", "Garden", "Fever", "Horizon",
        "Engines", "Stars", "Windows", "Rivers", "Holiday", "Thunder", "Shadows", "Satellites", "Daylight", "Strangers", "Satin", "Embers",
    ];

    private static readonly string[] Diacritics =
    [
        "Señal perdida", "Café à l'ombre", "Grüne Straße", "Přílišný kůň", "Żółta łódź", "Çiçek bahçesi", "Øresund i måneskin", "Coração à deriva",
        "Ünlü şarkı", "Ljósið í myrkrinu", "Đường về nhà", "Árvíztűrő éjszaka", "Žluťoučká noc", "Crème brûlée", "Niño de la bahía", "Ēriks un vējš",
    ];

    private static readonly string[] JapaneseFirst = ["夜", "星空", "青春", "雨", "東京", "桜", "月", "夏"];
    private static readonly string[] JapaneseLast = ["の灯台", "のうた", "ドライブ", "に願いを", "メモリー", "の約束", "を越えて", "ロマンス"];
    private static readonly string[] KoreanFirst = ["봄날의", "새벽", "우리의", "푸른", "별빛", "서울", "마지막", "작은"];
    private static readonly string[] KoreanLast = [" 바다", " 편지", " 노래", " 기억", " 여행", " 거리", " 인사", " 꿈"];
    private static readonly string[] ArabicFirst = ["ليل", "قمر", "حبيب", "شمس", "طريق", "صوت", "نجوم", "ريح"];
    private static readonly string[] ArabicLast = [" المدينة", " البحر", " القلب", " الصيف", " الذكريات", " الصحراء", " السماء", " الغياب"];
    private static readonly string[] CyrillicFirst = ["Ночной", "Старый", "Тихий", "Последний", "Белый", "Далёкий", "Синий", "Первый"];
    private static readonly string[] CyrillicLast = [" город", " поезд", " снег", " берег", " вечер", " дом", " свет", " ґанок"];
    private static readonly string[] Emoji = ["🌙", "🔥", "💔", "🌊✨", "👩‍🚀", "🇯🇵", "🖤", "🎧"];
    private static readonly string[] FormulaStarts = ["=", "+", "-", "@"];

    private static readonly string[] PlaylistNames =
    [
        "Global Top", "Nordic Rising ✨", "東京デイリー", "New, Loud & \"Live\"", "Hits del día", "서울 차트", "Хиты недели", "أغاني اليوم", "=Best of Now", "Café Sunday",
    ];

    public string Song(int index) => Name(index, salt: 0);

    public string Album(int index) => awkward && index % 50 == 49 ? "" : Name(index, salt: 1);

    public string Artist(int index) => (index % 16) switch
    {
        0 or 7 or 13 => "The " + Word(Nouns, index, 2),
        1 => Word(Adjectives, index, 4) + " & the " + Word(Nouns, index, 5),
        2 => Word(Nouns, index, 6) + ", the " + Word(Adjectives, index, 7),
        3 => Word(JapaneseFirst, index, 8) + "バンド",
        4 => "Ørjan & Ľubica",
        5 => Word(KoreanFirst, index, 9) + " 밴드",
        6 => $"\"{Word(Adjectives, index, 10)}\" {Word(Nouns, index, 11)}",
        8 => "فرقة" + Word(ArabicLast, index, 12),
        9 when awkward => "=" + Word(Nouns, index, 13),
        10 => Word(CyrillicFirst, index, 14) + Word(CyrillicLast, index, 15),
        11 => "DJ " + Word(Adjectives, index, 16),
        12 => $"{Word(Nouns, index, 17)} 🎧",
        14 => "Rock 'n' " + Word(Nouns, index, 18),
        _ => Word(Adjectives, index, 19) + " " + Word(Nouns, index, 20),
    };

    public static string Playlist(int index) =>
        index < PlaylistNames.Length ? PlaylistNames[index] : $"{PlaylistNames[index % PlaylistNames.Length]} {(index / PlaylistNames.Length) + 1}";

    public string Episode(int index) => $"{index + 1}- {Name(index, salt: 2)}";

    public string Show(int index) => "Talking " + Word(Nouns, index, 21);

    public string Label(int index) => Word(Adjectives, index, 22) + " Records";

    private string Word(string[] words, int index, int position) => chance.Pick(words, Topic.Word, index, position);

    private string Name(int index, int salt)
    {
        string Of(string[] words, int position) => Word(words, index, 100 + (salt * 16) + position);
        string English() => Of(Adjectives, 0) + " " + Of(Nouns, 1);
        return ((index + (salt * 3)) % Styles) switch
        {
            0 => $"Say \"{Of(Adjectives, 0)}\" Again",
            1 => $"{Of(Nouns, 0)}, {Of(Nouns, 1)} & {Of(Nouns, 2)}",
            2 when awkward => Of(FormulaStarts, 2) + Of(Adjectives, 0) + "+" + Of(Nouns, 1),
            3 => English() + " " + Of(Emoji, 2),
            4 => Of(JapaneseFirst, 0) + Of(JapaneseLast, 1),
            5 => Of(KoreanFirst, 0) + Of(KoreanLast, 1),
            6 => Of(ArabicFirst, 0) + Of(ArabicLast, 1),
            7 => Of(CyrillicFirst, 0) + Of(CyrillicLast, 1),
            8 or 9 => Of(Diacritics, 0),
            10 => $"Don't Leave the {Of(Nouns, 0)} (feat. {Of(Adjectives, 1)} {Of(Nouns, 2)})",
            // "é" as a letter and a combining accent: equal to the eye, not to a byte comparison.
            11 => "Cafe\u0301 " + Of(Nouns, 1),
            12 when awkward => English() + " ",
            13 => $"{Of(Adjectives, 0)}\\{Of(Nouns, 1)} / Live; 100%",
            _ => English(),
        };
    }
}
