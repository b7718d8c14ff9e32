namespace SpotifyPipeline.State;

/// <summary>How Spotify's JSON has looked in one kind of document of one class of app.</summary>
/// <param name="RunId">The run that was compared last.</param>
/// <param name="Documents">Documents of that run that were looked at.</param>
/// <param name="Classes">What was seen of the objects at each path.</param>
internal sealed record DriftBaseline(string RunId, int Documents, SortedDictionary<string, DriftClass> Classes) : StateRecord;

/// <summary>The objects at one path.</summary>
/// <param name="Objects">Those that have been judged.</param>
/// <param name="Waiting">Those seen since, too few for a judgement.</param>
/// <param name="Members">Their members, by name.</param>
internal sealed record DriftClass(long Objects, long Waiting, SortedDictionary<string, DriftMember> Members);

/// <summary>One member of the objects at a path.</summary>
/// <param name="LeastPresent">The smallest share of objects that had it, of any judgement.</param>
/// <param name="MostPresent">The largest one.</param>
/// <param name="MostNull">The largest share of those that had null, of any judgement.</param>
/// <param name="Types">The types of its values, null left out.</param>
/// <param name="WaitingPresent">Objects not judged yet that had it.</param>
/// <param name="WaitingNull">Those of them that had null.</param>
internal sealed record DriftMember(double LeastPresent, double MostPresent, double MostNull, string[] Types, long WaitingPresent, long WaitingNull);
