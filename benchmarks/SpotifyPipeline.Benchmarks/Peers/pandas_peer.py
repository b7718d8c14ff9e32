"""The same entity tables with pandas, as many pipelines do it: json.load, rows, groupby().first(); CSV out."""
import glob, json, resource, sys, time
import pandas as pd

def main(source, target):
    songs, albums, artists, credits = [], [], [], []
    entries = 0
    for path in sorted(glob.glob(source + "/*.json")):
        with open(path, encoding="utf-8") as f:
            page = json.load(f)
        for entry in page["items"]:
            entries += 1
            track = entry.get("item") or entry.get("track")
            if not track or track.get("type") != "track" or not track.get("id"):
                continue
            album = track["album"]
            songs.append((track["id"], track["name"], album["id"], track.get("duration_ms"), track.get("explicit"), track.get("popularity"),
                          track.get("track_number"), track.get("disc_number"), track.get("external_ids", {}).get("isrc"), track["external_urls"].get("spotify")))
            albums.append((album["id"], album["name"], album["album_type"].lower(), album["release_date"], album["release_date_precision"], album["total_tracks"], album["external_urls"].get("spotify")))
            for position, artist in enumerate(track["artists"], 1):
                artists.append((artist["id"], artist["name"], artist["external_urls"].get("spotify")))
                credits.append((track["id"], artist["id"], position))
    def out(name, rows, columns, key):
        frame = pd.DataFrame(rows, columns=columns).groupby(key, sort=False, as_index=False).first()
        frame.to_csv(f"{target}/{name}.csv", index=False)
    out("songs", songs, ["song_id", "song_name", "album_id", "duration_ms", "explicit", "popularity", "track_number", "disc_number", "isrc", "url"], "song_id")
    out("albums", albums, ["album_id", "album_name", "album_type", "release_date", "release_date_precision", "total_tracks", "url"], "album_id")
    out("artists", artists, ["artist_id", "artist_name", "url"], "artist_id")
    out("song_artists", credits, ["song_id", "artist_id", "artist_position"], ["song_id", "artist_position"])
    return entries

started = time.perf_counter()
n = main(sys.argv[1], sys.argv[2])
usage = resource.getrusage(resource.RUSAGE_SELF)
print(f"entries {n} wall {time.perf_counter() - started:.3f} cpu {usage.ru_utime + usage.ru_stime:.3f} rss {usage.ru_maxrss // 1024}")
